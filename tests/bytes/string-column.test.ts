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

test('the first items of another column can be put behind, and a column be filled anew', () => {
  const other = new StringColumnBuilder();
  for (const text of ['one', '', 'three', 'not this one']) other.push(encodeText(text));
  const builder = new StringColumnBuilder();
  builder.push(encodeText('before'));
  builder.append(other.finish(), 0);
  builder.append(other.finish(), 3);
  builder.pushEmpty();
  const column = builder.finish();
  expect([0, 1, 2, 3, 4].map((index) => textAt(column, index))).toEqual(['before', 'one', '', 'three', '']);
  expect(column.ends).toHaveLength(5);

  expect(builder.reset(1_000_000)).toBe(true);
  builder.push(encodeText('new'));
  expect([builder.length, textAt(builder.finish(), 0)]).toEqual([1, 'new']);
  expect(builder.reset(100)).toBe(false);
});

test('texts are pushed as their bytes, whatever they hold', () => {
  const texts = ['', 'a', 'é', 'src/ü/index.js', '\ud83d\ude00', 'x'.repeat(9000) + 'é', 'z'];
  const [byText, byBytes] = [new StringColumnBuilder(), new StringColumnBuilder()];
  for (const text of texts) {
    byText.pushText(text);
    byBytes.push(encodeText(text));
  }
  expect(byText.finish()).toEqual(byBytes.finish());
});
