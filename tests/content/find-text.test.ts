import { expect, test } from 'vitest';
import { findText } from '../../src/content/find-text.ts';
import type { TextEncodingName } from '../../src/content/text-encoding.ts';
import { bodyOf, latin1, utf16, utf8 } from './body.ts';

const options = { signal: new AbortController().signal, onProgress: () => {} };
const find = (bytes: Uint8Array<ArrayBuffer>, text: string, from = 0, encoding: TextEncodingName = 'UTF-8') =>
  findText(bodyOf(bytes), { text, encoding, from }, options);

test.each([
  ['from a place on', utf8('ab ab'), 'ab', 1, 3],
  ['from the start again behind the end', utf8('ab xx'), 'ab', 1, 0],
  ['across that place', utf8('xxabxx'), 'ab', 3, 2],
  ['in either case', utf8('x ERROR'), 'error', 0, 2],
  ['exactly where there is more than ASCII', utf8('Ü ü'), 'ü', 0, 3],
  ['nowhere', utf8('abc'), 'd', 0, null],
  ['nothing', utf8('abc'), '', 0, null],
])('%s', async (_, bytes, text, from, expected) => {
  expect(await find(bytes, text, from)).toBe(expected);
});

test('finds in the encoding of the file', async () => {
  expect(await find(utf16('a grün', true), 'grün', 0, 'UTF-16LE')).toBe(6);
  expect(await find(latin1('a gr\xfcn \x80'), 'grün €', 0, 'Windows-1252')).toBe(2);
  expect(await find(latin1('abc'), '\u4e2d', 0, 'Windows-1252')).toBe(null);
  // U+6100 U+6200 has the bytes of "ab" in between.
  expect(await find(utf16('\u6100\u0062', true), 'a', 0, 'UTF-16LE')).toBe(null);
});

test('finds across the windows that the file is read in, and tells how far it is', async () => {
  const bytes = utf8(`${'x'.repeat((1 << 20) - 2)}needle${'x'.repeat(1 << 20)}`);
  const body = bodyOf(bytes);
  const told: number[] = [];
  const onProgress = (done: number): void => void told.push(done);
  const wanted = { text: 'needle', encoding: 'UTF-8', from: 0 } as const;
  expect(await findText(body, wanted, { ...options, onProgress })).toBe((1 << 20) - 2);
  expect(await findText(body, { ...wanted, text: 'nowhere' }, { ...options, onProgress })).toBe(null);
  expect(told.at(-1)).toBeGreaterThanOrEqual(bytes.length);
  expect(Math.max(...body.reads.map(([start, end]) => end - start))).toBeLessThan((1 << 20) + 10);
});

test('ends when nobody wants it any more', async () => {
  const signal = AbortSignal.abort();
  const wanted = { text: 'a', encoding: 'UTF-8', from: 0 } as const;
  await expect(findText(bodyOf(utf8('xx')), wanted, { ...options, signal })).rejects.toThrow(/abort/i);
});
