import { expect, test } from 'vitest';
import { readDiveCi } from '../../../src/analysis/ci/read-dive-ci.ts';

test('what is wrong with a file is said', () => {
  const read = (text: string) => () => readDiveCi(text, '.dive-ci');
  expect(read('rules:\n  lowestEfficiency: 1\n  lowestEfficiency: 2\n')).toThrow(
    'it sets lowestEfficiency more than once',
  );
  expect(read('- a\n')).toThrow('it has no map at its top');
  expect(read('rules: *nope\n')).toThrow(/nope/);
  expect(read('rules:\n\tlowestEfficiency: 1\n')).toThrow(/line 2/);
});

// The largest that src/app/intake.ts lets through.
const size = 64_000;
const hostile: Record<string, string> = {
  lists: '['.repeat(size),
  maps: '{a: '.repeat(size / 4),
  items: '- '.repeat(size / 2),
  keys: Array.from({ length: size / 9 }, (_, index) => `k${index}: 1\n`).join(''),
  aliases: `a: &a 1\n${'b: *a\n'.repeat(size / 7)}`,
  documents: '---\n'.repeat(size / 4),
  quotes: '"'.repeat(size),
  'a long number': `rules:\n  lowestEfficiency: ${'1'.repeat(size)}`,
  'a long number in quotes': `rules:\n  lowestEfficiency: "${'1_'.repeat(size / 2)}"`,
  'a long size': `rules:\n  highestWastedBytes: ${'1.'.repeat(size / 2)}`,
  'a map that merges itself': 'rules: &a\n  <<: *a\n',
  'aliases of aliases': `a: &a [x]\n${Array.from({ length: 99 }, () => 'a: &a [*a,*a,*a,*a,*a,*a,*a,*a]\n').join('')}rules: *a\n`,
};

test.each(Object.entries(hostile))('%s end soon', (_, text) => {
  const start = performance.now();
  try {
    readDiveCi(text, '.dive-ci');
  } catch (error) {
    expect(error).toMatchObject({ fault: { kind: 'bad-ci-rules' } });
  }
  expect(performance.now() - start).toBeLessThan(10_000);
});
