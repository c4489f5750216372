import { expect, test } from 'vitest';
import { secondsOf, shortTime, tookAtMost } from '../../src/components/step-time.ts';

test.each([
  [0.2, '< 1 s', 'less than 1 s'],
  [1, '≤ 1 s', 'at most 1 s'],
  [11.2, '≤ 12 s', 'at most 12 s'],
  [59.5, '≤ 1 min', 'at most 1 min'],
  [200, '≤ 4 min', 'at most 3 min 20 s'],
  [3599.5, '≤ 1 h', 'at most 1 h'],
  [3_601, '≤ 2 h', 'at most 1 h 1 min'],
  [86_399, '≤ 24 h', 'at most 24 h'],
])('%d seconds: %s, %s', (seconds, short, long) => {
  expect(shortTime(seconds)).toBe(short);
  expect(tookAtMost(seconds)).toBe(`${long}, by the history’s times`);
});

test('of several steps those count of which it is known', () => {
  expect(secondsOf([])).toBeNull();
  expect(secondsOf([{ secondsAtMost: null }])).toBeNull();
  expect(secondsOf([{ secondsAtMost: null }, { secondsAtMost: 2 }, { secondsAtMost: 0.5 }])).toBe(2.5);
});
