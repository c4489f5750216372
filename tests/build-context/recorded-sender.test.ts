// Ours beside what BuildKit's sender said of every case in tests/peers/dockerignore/cases.json.
import { describe, expect, test } from 'vitest';
import { ignoreProblems } from '../../src/build-context/ignore-problems.ts';
import { entriesOf, recordedAnswers, senderCases } from '../peers/dockerignore.ts';
import { sendIgnoring } from './send-ignoring.ts';

const { files, ignores } = senderCases();
const { answerTo } = recordedAnswers();
const entries = entriesOf(files);

const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

describe('what BuildKit’s sender leaves out', () => {
  test.each(ignores.map((text) => [shown(text), text] as const))('%s', (_, text) => {
    const theirs = answerTo(text);
    const { sent, error } = sendIgnoring(files, text);
    if (typeof theirs === 'string') {
      expect(theirs.replace(/^invalid excludepatterns: /, '')).toBe(error);
      expect(ignoreProblems(text).map(({ message }) => message)).toContain(error);
    } else {
      expect(error).toBeNull();
      const all = new Set(sent);
      expect(entries.filter((entry) => !all.has(entry))).toEqual(theirs);
    }
  });

  test('what the cases are about', () => {
    const answers = ignores.map(answerTo);
    const errors = answers.filter((answer) => typeof answer === 'string');
    expect(answers.length).toBeGreaterThan(400);
    expect(errors.length).toBeGreaterThanOrEqual(50);
    expect(answers.filter((answer) => typeof answer !== 'string' && answer.length > 0).length).toBeGreaterThan(200);
  });
});
