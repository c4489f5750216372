import { expect, it } from 'vitest';
import type { HadolintConfig } from '../../../src/lint/config.ts';
import { changedWords, settingsWords, thresholdWords } from '../../../src/views/dockerfile/settings-words.ts';

it.each([
  [{}, ''],
  [{ ignored: ['DL3008', 'SC2086'] }, '2 rules left out (DL3008, SC2086)'],
  [{ override: { error: ['DL3008'], style: [] } }, '1 rule with another severity'],
  [{ trustedRegistries: ['docker.io'], strictLabels: true }, 'images from docker.io alone; no other labels'],
  [{ labelSchema: { author: 'text' } }, '1 label asked for'],
  [{ disableIgnorePragma: true, ignored: [] }, 'ignore comments have no effect'],
] satisfies [HadolintConfig, string][])('%j is told as %j', (config, words) => {
  expect(settingsWords(config).join('; ')).toBe(words);
});

it.each([
  [{}, 'A check fails from info on.'],
  [{ failureThreshold: 'error' }, 'A check fails at an error.'],
  [{ failureThreshold: 'none' }, 'A check fails at any finding.'],
  [{ failureThreshold: 'error', noFail: true }, 'A check never fails.'],
] satisfies [HadolintConfig, string][])('%j: %s', (config, words) => expect(thresholdWords(config)).toBe(words));

it.each([
  [[], ''],
  [['DL3003'], '1 rule changed in the rule book (DL3003)'],
  [['A', 'B', 'C', 'D', 'E', 'F', 'G'], '7 rules changed in the rule book (A, B, C, D, E and 2 more)'],
])('of %j: %s', (codes, words) => expect(changedWords(codes)).toBe(words));
