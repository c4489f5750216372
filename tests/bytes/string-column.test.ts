import { expect, test } from 'vitest';
import { bytesAt, StringColumnBuilder, textAt } from '../../src/bytes/string-column.ts';
import { encodeText } from '../../src/bytes/text.ts';

test('strings come back by their index, empty ones and many', () => {
  const builder = new StringColumnBuilder();
  const texts = ['', 'a', '', 'etc/passwd', ...Array.from({ length: 5000 }, (_, index) => `usr/share/${index}`)];
  for (const text of texts) builder.push(encodeText(text));
  const column = builder.finish();
  expect(texts.map((_, index) => textAt(column, index))).toEqual(texts);
  expect(bytesAt(column, 0)).toHaveLength(0);
});

test('a part of a longer string can be pushed and compared', () => {
  const builder = new StringColumnBuilder();
  const path = encodeText('usr/bin/app');
  builder.push(path, 4, 7);
  builder.push(path, 8);
  expect(builder.equals(0, path, 4, 7)).toBe(true);
  expect(builder.equals(1, path, 8, 11)).toBe(true);
  expect(builder.equals(0, path, 8, 11)).toBe(false);
  expect(builder.equals(0, path, 4, 6)).toBe(false);
  expect(textAt(builder.finish(), 1)).toBe('app');
});

test('a string longer than the first buffer', () => {
  const builder = new StringColumnBuilder();
  const long = 'x'.repeat(100_000);
  builder.push(encodeText(long));
  expect(textAt(builder.finish(), 0)).toBe(long);
});
