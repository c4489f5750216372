import { describe, expect, test } from 'vitest';
import type { ExportInput } from '../../src/export/export-format.ts';
import { gitlab } from '../../src/export/gitlab.ts';
import { announceHadolint, hadolint, hadolintAs } from '../peers/hadolint.ts';
import { reportOf } from '../report/sample-report.ts';
import { peerDockerfile } from './peer-dockerfile.ts';
import { everyRule, fullInput, hostile, imageInput, lintedInput, written } from './sample-findings.ts';

interface Violation {
  type: string;
  check_name: string;
  description: string;
  categories: string[];
  severity: string;
  fingerprint: string;
  location: { path: string; lines: { begin: number; end: number } };
}

const violationsOf = (input: ExportInput): Violation[] => JSON.parse(written(gitlab, input)) as Violation[];

test('an empty report is an empty list', () => {
  expect(written(gitlab, { report: reportOf(), rootfs: [], texts: [] })).toBe('[]\n');
});

test('one violation on each line', () => {
  expect(written(gitlab, fullInput()).split('\n')).toHaveLength(4 + 3);
  expect(violationsOf(fullInput())[0]).toEqual({
    type: 'issue',
    check_name: 'DL3020',
    description: 'ADD copies plain local files',
    categories: ['Bug Risk'],
    severity: 'blocker',
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}:1$/) as string,
    location: { path: 'services/web/Dockerfile', lines: { begin: 2, end: 2 } },
  });
});

test('severities are hadolint’s', () => {
  expect(violationsOf(fullInput()).map(({ severity }) => severity)).toEqual(['blocker', 'info', 'minor', 'major']);
});

const inputs: [string, () => ExportInput | Promise<ExportInput>][] = [
  ['every rule’s examples', everyRule],
  ['every severity', fullInput],
  ['an image', imageInput],
  ['hostile names and texts', hostile],
];

// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
test.each(inputs)('what GitLab asks for is there: %s', async (_, input) => {
  const violations = violationsOf(await input());
  expect(violations.length).toBeGreaterThan(0);
  for (const { description, check_name, severity, location } of violations) {
    expect(description).not.toBe('');
    expect(check_name).not.toBe('');
    expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
    expect(location.path).not.toBe('');
    expect(location.lines.begin).toBeGreaterThan(0);
  }
  expect(new Set(violations.map(({ fingerprint }) => fingerprint)).size).toBe(violations.length);
});

test('a fingerprint stays when its line moves', () => {
  const text = 'FROM debian:12\nADD a /x\nADD a /x\n';
  const of = (dockerfile: string): string[] =>
    violationsOf(lintedInput({ Dockerfile: dockerfile })).map(({ fingerprint }) => fingerprint);
  expect(of(text.replace('ADD', '\n# words\nADD'))).toEqual(of(text));
  expect(of(text.replace('ADD a', 'ADD b'))).not.toEqual(of(text));
});

test('nothing unseen is left of hostile names and texts', () => {
  const text = written(gitlab, hostile());
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]|\p{Cs}/u); // eslint-disable-line no-control-regex
  expect(text).not.toMatch(/(?<!\\)\\u/);
  expect(violationsOf(hostile())[0]!.location.path).toContain('\\u{202E}%2f{0}/caf\\xE9');
  expect(violationsOf(hostile())[1]!.description).toBe('SC2086');
});

describe('beside hadolint', () => {
  announceHadolint();

  test.skipIf(!hadolint)('equal findings are equal violations', async () => {
    const theirs = JSON.parse((await hadolintAs('gitlab_codeclimate', peerDockerfile))!) as Violation[];
    const ours = violationsOf(lintedInput({ Dockerfile: peerDockerfile }));
    const rows = (violations: Violation[]): object[] =>
      violations
        .filter(({ check_name }) => check_name.startsWith('DL'))
        .map((violation) => ({ ...violation, description: '', fingerprint: '' }))
        .sort((a, b) => a.location.lines.begin - b.location.lines.begin || (a.check_name < b.check_name ? -1 : 1));
    expect(rows(theirs).length).toBeGreaterThan(12);
    expect(rows(ours)).toEqual(rows(theirs));
  });
});
