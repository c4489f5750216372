import { expect, test } from 'vitest';
import { encodeText } from '../../src/bytes/text.ts';
import { ByteStrings } from '../../src/paths/byte-strings.ts';

test('a string has one number, whatever it is a part of', () => {
  const strings = new ByteStrings();
  const path = encodeText('usr/bin/usr/bin');
  expect(strings.intern(path, 0, 7)).toBe(0);
  expect(strings.intern(path, 8, 15)).toBe(0);
  expect(strings.intern(path, 0, 3)).toBe(1);
  expect(strings.intern(path, 3, 3)).toBe(2);
  expect(strings.intern(path, 0, 0)).toBe(2);
  expect(strings.count).toBe(3);
});

test('100,000 strings, across every growth of the table, are found again', () => {
  const strings = new ByteStrings();
  const texts = Array.from({ length: 100_000 }, (_, index) => encodeText(`d${index % 97}/f${index}`));
  const numberOf = (text: Uint8Array): number => strings.intern(text, 0, text.length);
  expect(texts.filter((text, index) => numberOf(text) !== index)).toEqual([]);
  expect(texts.filter((text, index) => numberOf(text) !== index)).toEqual([]);
  expect(strings.count).toBe(texts.length);
});
