import { expect, it, test } from 'vitest';
import { StringColumnBuilder } from '../../src/bytes/string-column.ts';
import { encodeText } from '../../src/bytes/text.ts';
import { beginsWith, compareNames } from '../../src/rootfs/name-order.ts';

function columnOf(names: readonly string[]) {
  const column = new StringColumnBuilder();
  for (const name of names) column.pushText(name);
  return column.finish();
}

it('sorts by code points, a name before those that it begins', () => {
  const names = ['b', 'ab', 'a', '', 'Ab', 'ä', '😀', '\uffee', '\udcff'];
  const column = columnOf(names);
  const sorted = names.map((_, index) => index).sort((a, b) => compareNames(column, a, b));
  expect(sorted.map((index) => names[index])).toEqual(['', 'Ab', 'a', 'ab', 'b', 'ä', '\uffee', '😀', '\udcff']);
});

test.each<[string, string, boolean]>([
  ['Makefile', 'make', true],
  ['Makefile', 'MAKEFILE', true],
  ['Make', 'makefile', false],
  ['ärger', 'är', true],
  ['@', '`', false],
  ['', 'a', false],
  ['a', '', true],
])('%j begins with %j: %s', (name, prefix, expected) => {
  expect(beginsWith(columnOf(['before', name]), 1, encodeText(prefix))).toBe(expected);
});
