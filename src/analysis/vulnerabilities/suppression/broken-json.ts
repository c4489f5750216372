// Where a text stops being JSON (RFC 8259): JSON.parse says it in every engine differently, or not at all.

const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const space = /[ \t\r\n]*/y;
const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** Behind what a pattern matches at a place; -1 where it does not. */
function behind(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Behind the string that begins at a quote; -1 where it does not end, or holds what it must not. */
function behindString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"') return at + 1;
    if (character < ' ') return -1;
    if (character === '\\') {
      const end = behind(escape, text, at);
      if (end < 0) return -1;
      at = end - 1;
    }
  }
  return -1;
}

/** What may come next: a value, a value or the end of an empty list, a key, a key or an end, `,` or an end, nothing. */
type Awaited = 'value' | 'first-item' | 'key' | 'first-key' | 'next' | 'nothing';

/** Where the first character stands that no JSON can have there; the text's length where it only ends too early. */
export function brokenAt(text: string): number {
  const open: ('[' | '{')[] = [];
  let awaited: Awaited = 'value';
  for (let at = behind(space, text, 0); at < text.length; at = behind(space, text, at)) {
    const character = text[at];
    const start = at;
    const isEnd = open.length > 0 && character === (open.at(-1) === '[' ? ']' : '}');
    if (isEnd && ['next', 'first-item', 'first-key'].includes(awaited)) {
      open.pop();
      at++;
    } else if (awaited === 'next' && character === ',') {
      awaited = open.at(-1) === '[' ? 'value' : 'key';
      at++;
      continue;
    } else if (awaited === 'key' || awaited === 'first-key') {
      const end = character === '"' ? behindString(text, at) : -1;
      const colon = end < 0 ? -1 : behind(space, text, end);
      if (text[colon] !== ':') return colon < 0 ? start : colon;
      [at, awaited] = [colon + 1, 'value'];
      continue;
    } else if (awaited !== 'value' && awaited !== 'first-item') return start;
    else if (character === '[' || character === '{') {
      open.push(character);
      awaited = character === '[' ? 'first-item' : 'first-key';
      at++;
      continue;
    } else at = character === '"' ? behindString(text, at) : behind(scalar, text, at);
    if (at < 0) return start;
    awaited = open.length > 0 ? 'next' : 'nothing';
  }
  return text.length;
}

/** The line of it, from 1. */
export const brokenLine = (text: string): number => text.slice(0, brokenAt(text)).split('\n').length;
