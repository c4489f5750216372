import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyBut } from '../../scripts/lib/single-file-name.mjs';
import { elementText } from '../../scripts/lib/single-file.ts';

const evaluate = (code: string): unknown => (0, eval)(code);

test.each([
  ['the end of a script', '"</script>"'],
  ['in capitals', '`</SCRIPT >`'],
  ['a comment', '"<!-- <script>"'],
  ['a pattern', '/<\\/script|<!--/u.source'],
  ['a null character', '"a\0' + '1"'],
])('no text of a script ends its element or changes in it: %s', (_name, code) => {
  const text = elementText(code);
  expect(text).not.toMatch(/<(?:\/script|!--)|\0/i);
  const source = (value: unknown) => String(value).replaceAll('\\x3C', '<').replaceAll('\\/', '/');
  expect(source(evaluate(text))).toBe(source(evaluate(code)));
});

test('a carriage return, which a parser of HTML would change, is refused', () => {
  expect(() => elementText('a;\rb')).toThrow('carriage return');
});

test('emptying a folder keeps the file of the other build', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'));
  for (const name of ['plimsoll.html', 'index.html', 'sw.js']) writeFileSync(join(folder, name), name);
  emptyBut(folder, 'plimsoll.html');
  expect(readdirSync(folder)).toEqual(['plimsoll.html']);
  rmSync(folder, { recursive: true });
});
