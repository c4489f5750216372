import { expect, test } from 'vitest';
import { groupBy } from '../../src/bytes/group-by.ts';

test('groups stand in the order of their first, and names of prototypes are names', () => {
  const groups = groupBy(['b1', 'a1', 'b2', '__proto__'], (text) => text.replace(/\d/, ''));
  expect([...groups]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
    ['__proto__', ['__proto__']],
  ]);
  expect(groupBy([], String).size).toBe(0);
});
