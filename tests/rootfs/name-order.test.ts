import { expect, it, test } from 'vitest';
import { whole } from '../../src/bytes/in-pieces.ts';
import { StringColumnBuilder } from '../../src/bytes/string-column.ts';
import { encodeText } from '../../src/bytes/text.ts';
import { beginsWith, compareNames, inNameOrder } from '../../src/rootfs/name-order.ts';

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

const shuffled = <T>(items: readonly T[]): T[] => items.map((_, at) => items[(at * 7919) % items.length] as T);
const numbered = (count: number, nameOf: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => nameOf(at));

test.each<[string, string[]]>([
  ['no names', []],
  ['numbers behind a long beginning', numbered(5000, (at) => `a-beginning-of-some-length-${at}.txt`)],
  ['names that begin each other', numbered(600, (at) => 'x'.repeat(at))],
  ['zero and the highest bytes', numbered(1000, (at) => `${'\0'.repeat(at % 9)}${at % 3 ? '\u{10ffff}' : '\0'}${at}`)],
  ['the same name often', numbered(3000, (at) => `name-${at % 3}`)],
])('%s stand in the order that comparing gives them', (_, names) => {
  const column = columnOf(names);
  const nodes = shuffled(names.map((_, index) => index));
  const wordsOf = (found: ArrayLike<number>): string[] => Array.from(found, (node) => names[node] as string);
  expect(wordsOf(whole(inNameOrder(column, nodes)))).toEqual(wordsOf(nodes.sort((a, b) => compareNames(column, a, b))));
});
