import { expect, test } from 'vitest';
import { headerFields, mostHeaderBytes } from '../../src/packages/header-block.ts';

const wanted = new Set(['a', 'b']);
const fields = (text: string): string[][] =>
  headerFields(new TextEncoder().encode(text), wanted).map(({ name, value }) => [name, value]);

test.each([
  ['', []],
  [
    'A: 1\nB:2\n',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  ['A: 1\n\nB: 2\n', [['a', '1']]],
  ['A: 1\r\n\r\nB: 2\r\n', [['a', '1']]],
  ['\nA: 1\n', []],
  [
    'A: 1\n 2\n\t3\nC: 4\n 5\nB: 6',
    [
      ['a', '1\n 2\n\t3'],
      ['b', '6'],
    ],
  ],
  [' folded: under nothing\nA: 1\nno field\n 2\n: no name\n', [['a', '1\n 2']]],
  [
    'A: b: c\nA:\n',
    [
      ['a', 'b: c'],
      ['a', ''],
    ],
  ],
])('%j', (text, expected) => {
  expect(fields(text)).toEqual(expected);
});

test('a block without end is read up to a megabyte', () => {
  expect(fields(`A: 1\n${'x: y\n'.repeat(mostHeaderBytes / 5)}B: 2\n`)).toEqual([['a', '1']]);
});
