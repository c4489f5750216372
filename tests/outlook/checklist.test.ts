import { expect, describe, test } from 'vitest';
import type { HardeningCheck, Verdict } from '../../src/hardening/check.ts';
import type { CheckResult } from '../../src/hardening/harden.ts';
import { checks } from '../../src/hardening/checks/index.ts';
import { rules } from '../../src/lint/ruleset.ts';
import { findByRules } from '../../src/lint/index.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { answerChecklist, checklistItems, countState } from '../../src/outlook/checklist/index.ts';
import type { ItemState } from '../../src/outlook/checklist/item.ts';
import { nothingKnown, type DockerfileFacts, type OutlookFacts } from '../../src/outlook/outlook-facts.ts';
import {
  buildOf,
  change,
  comparedSource,
  contextAudit,
  contextFacts,
  dockerfileFacts,
  factsOf,
  imageFacts,
  reviewOf,
} from './facts.ts';

const stateOf = (facts: OutlookFacts, id: string): ItemState | undefined =>
  answerChecklist(facts).find(({ item }) => item.id === id)?.state;
const evidenceOf = (facts: OutlookFacts, id: string) =>
  answerChecklist(facts).find(({ item }) => item.id === id)?.evidence ?? [];

/** With what the rules themselves find. */
function linted(text: string, given: Partial<DockerfileFacts> = {}): OutlookFacts {
  const { findings } = findByRules(parseDockerfile(text), {});
  return factsOf({ dockerfile: dockerfileFacts(text, { findings, ...given }) });
}

const checkOf = (code: string): HardeningCheck => {
  const found = checks.find((check) => check.code === code);
  if (!found) throw new Error(`no check ${code}`);
  return found;
};
const result = (code: string, verdict: Verdict): CheckResult => ({ check: checkOf(code), verdict });
const failed = (code: string): CheckResult =>
  result(code, { kind: 'failed', failures: [{ message: 'It is so.', path: '/a', layer: 2 }] });
const passed = (code: string): CheckResult => result(code, { kind: 'passed' });
const checked = (...results: CheckResult[]): OutlookFacts => factsOf({ image: imageFacts({ checks: results }) });

test('with nothing open, nothing is said to be done or not', () => {
  for (const { item, state, evidence } of answerChecklist(nothingKnown)) {
    expect([item.id, state]).toEqual([item.id, 'can’t tell']);
    expect(evidence.length).toBeGreaterThan(0);
  }
});

test('every line of the guide is there once', () => {
  const ids = checklistItems.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const count = (group: string) => checklistItems.filter((item) => item.group === group).length;
  expect([count('do'), count('don’t')]).toEqual([9, 9]);
  expect(count('mistake')).toBeGreaterThanOrEqual(4);
});

test('every code that an item asks for is one of a rule or a check', async () => {
  const { readFile, readdir } = await import('node:fs/promises');
  const folder = new URL('../../src/outlook/checklist/', import.meta.url);
  const known = new Set([...rules.map(({ id }) => id), ...checks.map(({ code }) => code)]);
  for (const name of await readdir(folder)) {
    const text = await readFile(new URL(name, folder), 'utf8');
    for (const [, code = ''] of text.matchAll(/'((?:DL|PL|DS-|CIS-DI-|DKL-DI-)\d+)'/g))
      expect(known, code).toContain(code);
  }
});

describe('by the Dockerfile', () => {
  test.each<[string, string, ItemState]>([
    ['minimal-base', 'FROM node:20\n', 'not done'],
    ['minimal-base', 'FROM node:20-slim\n', 'done'],
    ['minimal-base', 'FROM node:20 AS b\nFROM alpine:3.20\nCOPY --from=b /a /a\n', 'done'],
    ['minimal-base', 'FROM gcr.io/distroless/static-debian12\n', 'done'],
    ['minimal-base', 'FROM scratch\n', 'done'],
    ['minimal-base', 'FROM registry.example/own:1\n', 'can’t tell'],
    ['minimal-base', 'FROM $BASE\n', 'can’t tell'],
    ['multi-stage', 'FROM golang:1.22 AS b\nRUN go build -o /a\nFROM scratch\nCOPY --from=b /a /a\n', 'done'],
    ['multi-stage', 'FROM debian:12\nRUN apt-get update && apt-get install -y gcc\n', 'not done'],
    ['multi-stage', 'FROM a:1 AS b\nRUN x\nFROM a:1\nRUN y\n', 'not done'],
    ['order', 'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\n', 'not done'],
    ['order', 'FROM node:20\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n', 'done'],
    ['clean-up', 'FROM debian:12\nRUN apt-get update && apt-get install -y curl\n', 'not done'],
    [
      'clean-up',
      'FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      'done',
    ],
    ['specific-copy', 'FROM a:1\nCOPY . /app\n', 'not done'],
    ['specific-copy', 'FROM a:1\nCOPY src/ /app/\n', 'done'],
    ['specific-copy', 'FROM a:1 AS b\nCOPY . /app\nFROM a:1\nCOPY --from=b /app/x .\n', 'done'],
    ['write-down', 'FROM a:1\n', 'not done'],
    ['write-down', '# syntax=docker/dockerfile:1\nFROM a:1\n# hadolint ignore=DL3008\nRUN x\n', 'not done'],
    ['write-down', '# why it is so\nFROM a:1\n', 'done'],
    ['no-latest', 'FROM node:latest\n', 'not done'],
    ['no-latest', 'FROM node\n', 'not done'],
    ['no-latest', 'FROM node:20.11\n', 'done'],
    ['no-root', 'FROM debian:12\nUSER root\n', 'not done'],
    ['no-root', 'FROM debian:12\nUSER 1000\n', 'done'],
    [
      'no-separate-clean-up',
      'FROM debian:12\nRUN apt-get update && apt-get install -y gcc\nRUN apt-get purge -y gcc\n',
      'not done',
    ],
    [
      'no-sources',
      'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nCMD ["node", "dist/a.js"]\n',
      'not done',
    ],
    ['no-development-dependencies', 'FROM a:1\nRUN true\n', 'done'],
    ['no-development-dependencies', 'FROM node:20\nCOPY package*.json ./\nRUN npm ci --omit=dev\n', 'can’t tell'],
    [
      'build-without-dev',
      'FROM node:20\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY . .\nRUN npm run build\n',
      'not done',
    ],
    ['build-without-dev', 'FROM node:20\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n', 'done'],
    ['root-home', 'FROM a:1\nWORKDIR /root/app\n', 'not done'],
    ['root-home', 'FROM a:1\nWORKDIR /root\nWORKDIR /app\n', 'done'],
    ['pip-user', 'FROM python:3.12\nRUN pip install --user flask\nUSER 1000\n', 'not done'],
    ['pip-user', 'FROM python:3.12\nRUN pip install --user flask\n', 'can’t tell'],
    ['pip-user', 'FROM python:3.12\nRUN pip install flask\n', 'done'],
    ['musl', 'FROM debian:12\n', 'done'],
    ['musl', 'FROM alpine:3.20\n', 'can’t tell'],
    ['scan', 'FROM a:1\n', 'can’t tell'],
  ])('%s of %j: %s', (id, text, state) => {
    expect(stateOf(linted(text), id)).toBe(state);
  });

  test('the evidence names its line and rule', () => {
    expect(evidenceOf(linted('FROM node:latest\n'), 'no-latest')).toMatchObject([
      { place: { kind: 'line', line: 1 }, code: 'DL3007' },
    ]);
  });

  test('changes that are on are untested, until someone runs the script', () => {
    const review = reviewOf([change('a', 1)]);
    expect(stateOf(linted('FROM a:1\n', { review }), 'no-untested-change')).toBe('can’t tell');
    const off = reviewOf([change('a', 1, { on: false })]);
    expect(stateOf(linted('FROM a:1\n', { review: off }), 'no-untested-change')).toBe('done');
  });
});

describe('by the image', () => {
  test.each<[string, CheckResult[], ItemState]>([
    ['no-root', [failed('CIS-DI-0001')], 'not done'],
    ['no-root', [passed('CIS-DI-0001')], 'done'],
    ['works-first', [passed('PL2050'), failed('PL2053')], 'not done'],
    ['works-first', [passed('PL2050')], 'done'],
    ['works-first', [], 'can’t tell'],
    ['needed-files', [failed('PL2054'), passed('PL2050')], 'not done'],
    ['musl', [failed('PL2054')], 'not done'],
    ['clean-up', [failed('PL2028')], 'not done'],
    ['clean-up', [passed('PL2027')], 'done'],
    ['minimal-base', [failed('PL2042')], 'not done'],
  ])('%s, state %#', (id, results, state) => {
    expect(stateOf(checked(...results), id)).toBe(state);
  });

  test('a failure tells its path, its layer and its check', () => {
    expect(evidenceOf(checked(failed('CIS-DI-0001')), 'no-root')).toEqual([
      { text: 'It is so. /a', place: { kind: 'check', code: 'CIS-DI-0001' }, code: 'CIS-DI-0001', layer: 2 },
    ]);
  });

  test('no secrets: only where all of it was searched', () => {
    const of = (given: Parameters<typeof imageFacts>[0]) =>
      stateOf(factsOf({ image: imageFacts(given) }), 'no-secrets');
    expect(of({})).toBe('can’t tell');
    expect(of({ secrets: 0, unsearched: 1 })).toBe('can’t tell');
    expect(of({ secrets: 0 })).toBe('done');
  });

  test('a working directory in /root', () => {
    expect(stateOf(factsOf({ image: imageFacts({ workingDir: '/root/app' }) }), 'root-home')).toBe('not done');
  });
});

describe('by the folder', () => {
  const withFolder = (given: Parameters<typeof contextAudit>[0], text = 'FROM a:1\n', paths: string[] = []) => ({
    ...linted(text),
    context: contextFacts(contextAudit(given), paths),
  });

  test('the .dockerignore', () => {
    expect(stateOf(withFolder({}), 'dockerignore')).toBe('not done');
    const ignored = withFolder({ ignoreFile: '.dockerignore' });
    expect([stateOf(ignored, 'dockerignore'), stateOf(ignored, 'full-dockerignore')]).toEqual(['done', 'done']);
    const lines = [{ pattern: '.git', reason: '', files: 2, bytes: 10, unsized: 0 }];
    const proposal = withFolder({ ignoreFile: '.dockerignore', proposal: { text: '.git\n', lines } });
    expect(stateOf(proposal, 'full-dockerignore')).toBe('not done');
    expect(evidenceOf(proposal, 'full-dockerignore')[0]?.text).toBe('.git would leave out 2 files, 10 B.');
  });

  test('the folder’s own packages over the installed ones', () => {
    const text = 'FROM node:20\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n';
    expect(stateOf(linted(text), 'copy-over-install')).toBe('can’t tell');
    const sums = { files: Uint32Array.from([3, 2, 2, 1]), bytes: new Float64Array(4), unsized: new Uint32Array(4) };
    const paths = ['node_modules/a.js', 'b.js'];
    expect(stateOf(withFolder({ sums }, text, paths), 'copy-over-install')).toBe('not done');
    const none = { ...sums, files: new Uint32Array(4) };
    expect(stateOf(withFolder({ sums: none }, text, paths), 'copy-over-install')).toBe('done');
    expect(stateOf(linted('FROM node:20\nCOPY . .\nRUN npm ci\n'), 'copy-over-install')).toBe('done');
  });

  test('the build cache: an install that an edit runs again', () => {
    const text = 'FROM node:20\nCOPY . .\nRUN npm ci\n';
    const step = {
      line: 3,
      stage: 0,
      keyword: 'RUN',
      isWork: true,
      text: '',
      state: 'runs',
      why: '',
      seconds: null,
      bytes: null,
    } as const;
    const facts = (state: 'runs' | 'reused') => ({
      ...linted(text),
      rebuild: [comparedSource(buildOf({ steps: [{ ...step, state }] }), null)],
    });
    expect(stateOf(facts('runs'), 'build-cache')).toBe('not done');
    expect(stateOf(facts('reused'), 'build-cache')).toBe('done');
  });
});

test('a rule that is switched off makes nothing done', () => {
  const facts = factsOf({ dockerfile: dockerfileFacts('FROM node:20\nCOPY . .\nRUN npm ci\n') });
  expect(stateOf(facts, 'order')).toBe('not done');
});

test('long evidence is cut, and says how much there is', () => {
  const runs = Array.from({ length: 12 }, () => 'COPY . /app').join('\n');
  const evidence = evidenceOf(linted(`FROM a:1\n${runs}\n`), 'specific-copy');
  expect(evidence).toHaveLength(6);
  expect(evidence.at(-1)?.text).toBe('7 more of these.');
});

test('items are counted by their state', () => {
  const items = answerChecklist(linted('FROM node:latest\n'));
  const sum = (['done', 'not done', 'can’t tell'] as const).reduce((all, state) => all + countState(items, state), 0);
  expect(sum).toBe(checklistItems.length);
});

test('of a template nothing is done', () => {
  const note = 'This is a template.';
  const review = { ...reviewOf([]), proposal: null, notes: [note] };
  const dockerfile = dockerfileFacts('FROM {{ base }}\n', { review, measured: 'no-image' });
  const answers = answerChecklist(factsOf({ dockerfile }));
  expect(answers.filter(({ state }) => state === 'done')).toEqual([]);
  expect(answers.filter(({ evidence }) => evidence[0]?.text === note).length).toBeGreaterThan(3);
  const withImage = answerChecklist(factsOf({ dockerfile, image: imageFacts() }));
  expect(withImage.filter(({ state }) => state === 'done').length).toBeGreaterThan(0);
});
