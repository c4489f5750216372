import { expect, test } from 'vitest';
import type { Token } from '../../src/content/highlight/tokens.ts';
import { hitsIn, markTokens } from '../../src/content/mark-text.ts';

const places = (line: string, text: string, current: number | null = null): string[] =>
  hitsIn(line, text, current).map(({ start, end }) => `${start}-${end}`);

test.each([
  ['in either case', 'Error, ERROR', 'error', ['0-5', '7-12']],
  ['exactly where there is more than ASCII', 'Ü ü', 'ü', ['2-3']],
  ['behind a letter whose small form is longer', '\u0130 x', 'X', ['2-3']],
  ['as text, not as an expression', 'a.c abc', 'a.c', ['0-3']],
  ['one behind the other', 'aaaaa', 'aa', ['0-2', '2-4']],
  ['nothing', 'abc', '', []],
])('found %s', (_, line, text, expected) => {
  expect(places(line, text)).toEqual(expected);
});

test('a line has a hundred places at most, and the current one besides', () => {
  const line = 'a'.repeat(4096);
  expect(places(line, 'a')).toHaveLength(100);
  expect(places(line, 'a', 3000).at(-1)).toBe('3000-3001');
});

test('those that overlap the current one give way; where it is not, nothing is marked', () => {
  expect(places('aaaaa', 'aa', 1)).toEqual(['1-3']);
  expect(places('ab', 'b', 0)).toEqual(['1-2']);
});

/** Hits in brackets, the current one in braces; kinds in front. */
const shown = (tokens: readonly Token[], text: string, current: number | null): string =>
  markTokens(tokens, hitsIn(tokens.map(({ text }) => text).join(''), text, current), current)
    .map(
      ({ text, kind, hit }) =>
        (kind ? `${kind}:` : '') + (hit ? (hit === 'current' ? `{${text}}` : `[${text}]`) : text),
    )
    .join('|');

const plain = (text: string): Token => ({ text, kind: null });

test.each([
  ['no hit', [plain('abc')], 'x', 'abc'],
  ['an empty line', [], 'x', ''],
  ['within a token', [plain('a port b')], 'port', 'a |[port]| b'],
  ['over several tokens', [plain('ab'), { text: 'c', kind: 'string' }, plain('de')], 'bcd', 'a|[bcd]|e'],
  ['side by side', [plain('xx')], 'x', '[x]|[x]'],
  ['at the end of a token', [{ text: 'ab', kind: 'name' }, plain('c')], 'b', 'name:a|[b]|c'],
] as const)('tokens are parted at hits: %s', (_, tokens, text, expected) => {
  expect(shown(tokens, text, null)).toBe(expected);
});

test('the current hit is told apart', () => {
  expect(shown([plain('ab ab'), { text: 'c', kind: 'string' }], 'bc', 4)).toBe('ab a|{bc}');
  expect(shown([plain('ab ab')], 'ab', 3)).toBe('[ab]| |{ab}');
});
