import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../src/bytes/text.ts';
import { fileWord, shellWord } from '../../src/secrets/shell-word.ts';

const texts = [
  'app/.env',
  '',
  'a b',
  "it's",
  '$(touch x) `id` "q" !! {a,b} ~ * ? [x] #; & | < >',
  'back\\slash\\n',
  'two\nlines\tand a tab',
  "bell \u0007 and it's \\ $x",
  '\u202egnp.exe',
  'not UTF-8: \udce9\udcff',
  'Ünïcode ✓',
  '=ls',
];

describe('a text as a word of a shell', () => {
  it.each(texts)('%j arrives as it is', (text) => {
    const printed = execFileSync('bash', ['-c', `printf %s ${shellWord(text)}`]);
    expect(printed.equals(encodeText(text))).toBe(true);
  });

  it.each([
    ['app/.env', 'app/.env'],
    ["it's", String.raw`'it'\''s'`],
    ['a\nb', String.raw`$'a\x0ab'`],
    ['\u202ex', String.raw`$'\xe2\x80\xaex'`],
  ])('%j is %s', (text, word) => expect(shellWord(text)).toBe(word));
});

describe('the name of a file as a word', () => {
  it.each([
    ['image.tar', 'image.tar'],
    ['-x.tar', './-x.tar'],
    ['web:1.4.tar', './web:1.4.tar'],
    ['my image.tar', "'my image.tar'"],
    ['dir/web:1.4', 'dir/web:1.4'],
  ])('%s is %s', (name, word) => expect(fileWord(name)).toBe(word));
});
