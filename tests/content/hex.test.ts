import { expect, test } from 'vitest';
import { hexRow, parseOffset } from '../../src/content/hex.ts';
import { latin1 } from './body.ts';

test('writes a row as hexdump -C does', () => {
  const bytes = latin1('\x7fELF\x02\x01\x01\0hello \xe9~');
  expect(hexRow(bytes, 0x1230, { digits: 8, width: 16 })).toEqual({
    offset: '00001230',
    bytes: '7f 45 4c 46 02 01 01 00  68 65 6c 6c 6f 20 e9 7e',
    text: '.ELF....hello .~',
  });
});

test('a row that is not full keeps its columns', () => {
  const { bytes, text } = hexRow(latin1('ab'), 0, { digits: 4, width: 8 });
  expect(bytes).toHaveLength(23);
  expect([bytes.trimEnd(), text]).toEqual(['61 62', 'ab']);
});

test.each([
  ['0x1F', 31],
  ['1fh', 31],
  ['100', 100],
  [' 7 ', 7],
  ['1f', null],
  ['-1', null],
  ['0x', null],
  ['', null],
])('the offset %j is %j', (text, offset) => {
  expect(parseOffset(text)).toBe(offset);
});
