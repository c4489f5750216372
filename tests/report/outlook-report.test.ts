import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { json } from '../../src/export/json.ts';
import { markdown } from '../../src/export/markdown.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { initialInputs } from '../../src/outlook/deployment-inputs.ts';
import { nothingKnown, type OutlookFacts } from '../../src/outlook/outlook-facts.ts';
import { buildOutlookReport } from '../../src/report/outlook-report.ts';
import type { Report } from '../../src/report/report.ts';
import {
  buildOf,
  change,
  comparedSource,
  contextAudit,
  contextFacts,
  dockerfileFacts,
  finding,
  imageFacts,
  reviewOf,
} from '../outlook/facts.ts';
import { reportOf, textOf } from './sample-report.ts';

const golden = join(import.meta.dirname, '../golden/report');
const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../public/report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

const hidden = 'made-up-token';
const about = { image: 'web.tar', dockerfile: 'Dockerfile', context: 'web' };

const facts: OutlookFacts = {
  image: imageFacts({ stored: 691e6, wasted: 268e6, secrets: 2, layers: 11 }),
  dockerfile: dockerfileFacts('FROM node:latest\nCOPY . .\nRUN npm install\n', {
    findings: [finding('DL3007', { line: 1, message: `The base image is tagged latest ${hidden}` })],
    review: reviewOf([
      change('slim', null),
      change('cleanup', 143e6, { title: `Clean up | ${hidden}` }),
      change('cache', 0),
    ]),
    better: { dockerfile: parseDockerfile('FROM node:20\nCOPY a .\n'), findings: [], secrets: 0 },
  }),
  context: contextFacts(contextAudit({ proposed: { files: 3, bytes: 40, unsized: 0 } })),
  rebuild: [comparedSource(buildOf(), buildOf({ running: 1, reused: 4, seconds: 5, untimed: 1 }))],
  secrets: [],
};

function reportWith(of: OutlookFacts): Report {
  const hide = (text: string): string => text.replaceAll(hidden, 'made…en');
  return { ...reportOf(), ...buildOutlookReport(about, of, initialInputs(null), hide) };
}

// One file, to be read in a review; vitest -u writes it anew.
test('the summary of what is before and after, and of the checklist', async () => {
  await expect(textOf(markdown, reportWith(facts))).toMatchFileSnapshot(join(golden, 'outlook.md'));
});

test('the JSON report is valid, and says what each figure rests on', () => {
  for (const of of [facts, nothingKnown]) {
    const written = JSON.parse(textOf(json, reportWith(of))) as Report;
    validate(written);
    expect(validate.errors ?? []).toEqual([]);
    for (const { today, better } of written.beforeAfter?.figures ?? []) {
      for (const { kind, value, basis } of [today, better]) {
        expect(basis).not.toBe('');
        expect(value === null).toBe(kind === 'unknown');
      }
    }
  }
});

test('what is not known is told, and no number stands for it', () => {
  const { beforeAfter, checklist } = reportWith(nothingKnown);
  expect(beforeAfter?.journey).toBeNull();
  expect(new Set(beforeAfter?.figures.flatMap(({ today, better }) => [today.value, better.value]))).toEqual(
    new Set([null]),
  );
  expect(new Set(checklist?.items.map(({ state }) => state))).toEqual(new Set(['can’t tell']));
});

test('secrets of the Dockerfile stand nowhere in it', () => {
  const text = textOf(json, reportWith(facts));
  expect(text).not.toContain(hidden);
  expect(text).toContain('made…en');
});

test('a report of which nobody asked for it says nothing of it', () => {
  expect(textOf(json, reportOf())).not.toContain('beforeAfter');
  expect(textOf(markdown, reportOf())).not.toContain('Checklist');
});
