import { expect, test } from 'vitest';
import { whole } from '../../src/bytes/in-pieces.ts';
import { sortedInPieces } from '../../src/bytes/sorted-in-pieces.ts';

interface Row {
  readonly at: number;
  readonly value: number;
}
const byValue = (a: Row, b: Row): number => a.value - b.value;

test.each([0, 1, 2048, 2049, 4096, 10_000])('sorts %i rows, and leaves equal ones in their order', (count) => {
  const rows = Array.from({ length: count }, (_, at): Row => ({ at, value: (at * 7919) % 101 }));
  const before = [...rows];
  expect(whole(sortedInPieces(rows, byValue))).toEqual([...rows].sort(byValue));
  expect(rows).toEqual(before);
});

test('can be left after some thousand rows', () => {
  const rows = Array.from({ length: 20_000 }, (_, at): Row => ({ at, value: (at * 7919) % 19_997 }));
  let compared = 0;
  let most = 0;
  const work = sortedInPieces(rows, (a, b) => (compared++, byValue(a, b)));
  for (let before = 0; !work.next().done; before = compared) most = Math.max(most, compared - before);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(30_000);
});
