import { describe, expect, test } from 'vitest';
import { contextTreeOf } from '../../src/build-context/context-tree.ts';
import { parseDockerignore } from '../../src/build-context/dockerignore.ts';
import { ignoredNodes } from '../../src/build-context/ignore-matcher.ts';
import { ignoreProblems } from '../../src/build-context/ignore-problems.ts';
import { FaultError } from '../../src/fault.ts';
import { processorTime } from '../secrets/processor-time.ts';

const letters = 'abcdefghij';
/** 2,000 files of many names. */
const tree = contextTreeOf(
  Array.from({ length: 2_000 }, (_, at) => ({
    path: `${letters[at % 10]}${at % 7}/${letters[at % 9]}aab${at % 100}/${at}aaab-${letters[at % 8]}.md`,
  })),
);
const long = contextTreeOf([{ path: `${'a'.repeat(100_000)}c` }, { path: `${'a/'.repeat(500)}c` }]);

const many = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join('\n');

const cases: [what: string, text: string][] = [
  ['a pattern of 1 MB', 'a'.repeat(1_000_000)],
  ['a pattern of 65 kB', 'a*'.repeat(32_000)],
  ['100,000 names anywhere', many(100_000, (at) => `**/file-${at}`)],
  ['100,000 endings', many(100_000, (at) => `**/*.${at}`)],
  ['100,000 exceptions', many(100_000, (at) => `${at % 2 ? '!' : ''}a${at % 7}/**/${at}`)],
  ['100,000 times for and against', many(100_000, (at) => (at % 2 ? '!**/*.md' : '**/*.md'))],
  ['100,000 broken ones', many(100_000, () => '[')],
  ['stars over stars', `${'**/'.repeat(20_000)}x`],
  ['stars of all kinds', '**/*a*/'.repeat(9_000)],
  ['what makes others go back', `${'*a'.repeat(40)}*b`],
  ['that, thousands of times', many(1000, (at) => `**/${'*a'.repeat(20)}*b${at}`)],
  ['all letters that were seen', many(26, (at) => `*${String.fromCharCode(97 + at)}*`)],
  ['a letter far from the end', `*a${'?'.repeat(60)}`],
  ['repeated letters', many(400, () => 'a{1000}*')],
  ['alternatives', `${'a*|'.repeat(20_000)}b`],
  [
    'classes of many kinds',
    many(20_000, (at) => `[${String.fromCodePoint(0x4e00 + at)}-${String.fromCodePoint(0x4e01 + at)}a]*${at}`),
  ],
];

const tooMuch = 'too much';
/** Those that are given up. */
const endless = new Set(['a pattern of 65 kB']);

/** How much of each folder is left out. */
function count(text: string): string {
  try {
    const counts = [tree, long].map((folder) => {
      const ignored = ignoredNodes(folder, parseDockerignore(text));
      return ignored.reduce((sum, one) => sum + one, 0);
    });
    return counts.join(' and ');
  } catch (error) {
    if (error instanceof FaultError && error.fault.kind === 'limit') return tooMuch;
    throw error;
  }
}

describe('hostile .dockerignore files end', () => {
  test.each(cases)('%s', { timeout: 120_000 }, (what, text) => {
    let found = '';
    const work = (): void => {
      found = count(text);
      ignoreProblems(text);
    };
    expect(processorTime(work, 1)).toBeLessThan(10_000);
    expect(found === tooMuch).toBe(endless.has(what));
  });

  test('what is not applied is said', () => {
    expect(ignoreProblems('a'.repeat(65_536))).toEqual([
      { line: 1, pattern: `${'a'.repeat(200)}…`, message: 'bufio.Scanner: token too long' },
    ]);
    const problems = ignoreProblems(many(100_000, (at) => `dir-${at}/file-${at}`));
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('500,000')]);
    expect(problems[0]?.line).toBeGreaterThan(20_000);
  });
});
