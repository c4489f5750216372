import { expect, it } from 'vitest';
import type { HadolintConfig } from '../../../src/lint/config.ts';
import { settingsWords, thresholdWords } from '../../../src/views/dockerfile/settings-words.ts';

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
