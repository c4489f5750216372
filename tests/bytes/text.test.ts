import { describe, expect, test } from 'vitest';
import { decodeText, encodeText, visibleText } from '../../src/bytes/text.ts';

describe('names that are not UTF-8 stay apart, and can be turned back', () => {
  test.each<[string, number[], string]>([
    ['ASCII', [0x61, 0x62], 'ab'],
    ['two, three and four bytes', [0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80], 'é€😀'],
    ['a byte order mark is kept', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
    ['Latin-1', [0x63, 0xe9], 'c\udce9'],
    ['a cut sequence', [0x61, 0xe2, 0x82], 'a\udce2\udc82'],
    ['an overlong slash', [0xc0, 0xaf], '\udcc0\udcaf'],
    ['a surrogate in UTF-8', [0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
    ['above U+10FFFF', [0xf5, 0x80, 0x80, 0x80], '\udcf5\udc80\udc80\udc80'],
    ['good and bad mixed', [0xff, 0xc3, 0xa9, 0xfe], '\udcffé\udcfe'],
  ])('%s', (_, bytes, text) => {
    expect(decodeText(Uint8Array.from(bytes))).toBe(text);
    expect([...encodeText(text)]).toEqual(bytes);
  });

  test('every pair of bytes comes back', () => {
    for (let first = 0; first < 256; first += 5) {
      for (let second = 0; second < 256; second++) {
        const bytes = Uint8Array.of(first, second);
        expect([...encodeText(decodeText(bytes))]).toEqual([first, second]);
      }
    }
  });
});

test('a long name of bad bytes is read at once', () => {
  // Each is the beginning of a character that does not go on.
  const bytes = new Uint8Array(4_000_000).fill(0xe2);
  const start = process.cpuUsage();
  expect(decodeText(bytes)).toBe('\udce2'.repeat(bytes.length));
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
});

test.each([
  ['plain.txt', 'plain.txt'],
  ['Grüße 😀', 'Grüße 😀'],
  ['two\nlines', 'two\\nlines'],
  ['a\tb', 'a\\tb'],
  ['\u0000\u001b[31m', '\\u{0}\\u{1B}[31m'],
  ['c\udce9', 'c\\xE9'],
  ['lone \ud83d', 'lone \\u{D83D}'],
  ['photo\u202egnp.exe', 'photo\\u{202E}gnp.exe'],
  ['\u2066isolated\u2069', '\\u{2066}isolated\\u{2069}'],
  ['zero\u200bwidth\ufeff', 'zero\\u{200B}width\\u{FEFF}'],
  ['line\u2028separator', 'line\\u{2028}separator'],
  ['arabic letter mark \u061c', 'arabic letter mark \\u{61C}'],
  ['soft\u00adhyphen', 'soft\\u{AD}hyphen'],
  ['word\u2060joiner', 'word\\u{2060}joiner'],
  ['tag \u{e0041}', 'tag \\u{E0041}'],
  ['filler \u3164\u115f\uffa0', 'filler \\u{3164}\\u{115F}\\u{FFA0}'],
  ['variation a\ufe0f', 'variation a\\u{FE0F}'],
  ['emoji \u2764\ufe0f', 'emoji \u2764\ufe0f'],
  ['no\u00a0break', 'no\\u{A0}break'],
  ['ideographic\u3000blank', 'ideographic\\u{3000}blank'],
  ['braille\u2800blank', 'braille\\u{2800}blank'],
  ['e\u0301, Việt', 'e\u0301, Việt'],
  [`z${'\u0300'.repeat(10)}`, `z${'\u0300'.repeat(8)}\\u{300}\\u{300}`],
  ['<b>', '<b>'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test.each<[string, readonly [number, number][]]>([
  ['a control character', [[0x00, 0x1f], [0x7f, 0x9f]]], // prettier-ignore
  ['a mark of the bidirectional algorithm (UAX #9)', [[0x061c, 0x061c], [0x200e, 0x200f], [0x202a, 0x202e], [0x2066, 0x2069]]], // prettier-ignore
])('%s is never shown as it is', (_, ranges) => {
  for (const [first, last] of ranges) {
    for (let code = first; code <= last; code++) {
      const short = { 9: '\\t', 10: '\\n' }[code];
      expect(visibleText(`a${String.fromCodePoint(code)}b`)).toBe(
        `a${short ?? `\\u{${code.toString(16).toUpperCase()}}`}b`,
      );
    }
  }
});
