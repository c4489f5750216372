import { expect, test } from 'vitest';
import { grow, roomFor, shrink } from '../../src/bytes/grow.ts';

test('a column keeps its items while it grows, and gives the first of them at its end', () => {
  let column = new Uint16Array([7, 8, 9]);
  column = grow(column, roomFor(4));
  expect(column).toHaveLength(16);
  expect([...shrink(column, 4)]).toEqual([7, 8, 9, 0]);
});

test('where a browser can move a buffer into a shorter one, nothing is copied by us', () => {
  const column = new Float64Array([1, 2, 3]);
  const moved: number[] = [];
  const transfer = (length: number): ArrayBuffer => {
    moved.push(length);
    return column.buffer.slice(0, length);
  };
  Object.assign(column.buffer, { transfer });
  expect([...shrink(column, 2)]).toEqual([1, 2]);
  expect(moved).toEqual([16]);
});
