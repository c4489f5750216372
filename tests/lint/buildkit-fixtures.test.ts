import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildkitDifferences } from './buildkit-differences.ts';
import { buildkitFindings, hintOf } from './test-buildkit-check.ts';

interface Truth {
  readonly files: Readonly<Record<string, { warnings: readonly { rule: string; line: number; detail: string }[] }>>;
}

const folder = join(import.meta.dirname, '../../../shared/fixtures/dockerfiles');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.Dockerfile')) : [];
if (files.length === 0) console.log('not run: the shared Dockerfiles are not here');

const unique = (keys: readonly string[]): string[] => [...new Set(keys)].sort();

describe.runIf(files.length > 0)('buildkit on every shared Dockerfile', () => {
  const truth =
    files.length > 0 ? (JSON.parse(readFileSync(join(folder, 'buildkit.json'), 'utf8')) as Truth) : { files: {} };

  it('has an answer for each', () => expect(Object.keys(truth.files).sort()).toEqual([...files].sort()));

  it.each(files)('%s', (file) => {
    const findings = buildkitFindings(readFileSync(join(folder, file), 'utf8'));
    const ours = unique(findings.map(({ code, line }) => `${code}@${line}`));
    const theirs = unique((truth.files[file]?.warnings ?? []).map(({ rule, line }) => `${rule}@${line}`));
    const listed = buildkitDifferences.filter((difference) => difference.file === file);
    const only = (side: 'finding' | 'none'): string[] =>
      listed.filter(({ ours }) => ours === side).map((one) => one.finding);
    expect(ours.filter((key) => !theirs.includes(key))).toEqual(only('finding'));
    expect(theirs.filter((key) => !ours.includes(key))).toEqual(only('none'));
    const hints = findings.map(({ code, line, message }) => `${code}@${line} ${hintOf(message)}`);
    for (const { rule, line, detail } of truth.files[file]?.warnings ?? []) {
      if (ours.includes(`${rule}@${line}`)) expect(hints).toContain(`${rule}@${line} ${hintOf(detail)}`);
    }
  });
});
