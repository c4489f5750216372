import { expect, test } from 'vitest';
import { heaviestFirst } from '../../src/bytes/heaviest-first.ts';

test('puts the heaviest first, and those of the same weight in their order', () => {
  const weights = [5, 0, 9, 5, 2];
  expect([...heaviestFirst([4, 3, 2, 1, 0], (row) => weights[row]!)]).toEqual([2, 3, 0, 4, 1]);
  expect([...heaviestFirst([], () => 0)]).toEqual([]);
});

test.each([499, 500, 20_000])('orders %i rows as comparing them would', (count) => {
  const rows = Array.from({ length: count }, (_, at) => at + 7);
  // Of all lengths that a size can have, and many of them equal.
  const weights = rows.map((row) => (row % 3 === 0 ? row % 11 : Math.floor(((row * 7919) % 997) * 2 ** (row % 43))));
  const weightOf = (row: number): number => weights[row - 7]!;
  expect(weights.reduce((most, weight) => Math.max(most, weight))).toBeGreaterThan(2 ** 50);
  const compared = [...rows].sort((a, b) => weightOf(b) - weightOf(a) || a - b);
  expect([...heaviestFirst(rows, weightOf)]).toEqual(compared);
});
