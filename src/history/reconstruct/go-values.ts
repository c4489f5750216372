// Values as Go's fmt package prints them: docker and BuildKit write lists into the history so. `%q`: `["node" "app.js"]`,
// `%v`: `[/bin/bash -c]`. A JSON array, as buildah and kaniko write it, reads as the first of them.

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

interface Quoted {
  readonly value: string;
  /** Just behind the closing quote. */
  readonly end: number;
}

/** What an escape stands for, and how many characters follow the backslash. */
function readEscape(text: string, at: number): { value: string; length: number } {
  const kind = text[at] ?? '';
  const digits = { x: 2, u: 4, U: 8 }[kind];
  if (digits === undefined) return { value: escapes[kind] ?? kind, length: 1 };
  const hex = text.slice(at + 1, at + 1 + digits);
  const code = /^[0-9a-f]+$/i.test(hex) && hex.length === digits ? parseInt(hex, 16) : NaN;
  return code <= 0x10ffff ? { value: String.fromCodePoint(code), length: 1 + digits } : { value: kind, length: 1 };
}

/** The string in double quotes at `start`; null where it is not closed. */
export function readQuoted(text: string, start: number): Quoted | null {
  if (text[start] !== '"') return null;
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"') return { value, end: at + 1 };
    if (character !== '\\') {
      value += character;
      continue;
    }
    const escape = readEscape(text, at + 1);
    value += escape.value;
    at += escape.length;
  }
  return null;
}

function skipSeparators(text: string, from: number): number {
  let at = from;
  while (/[\s,]/.test(text[at] ?? '')) at++;
  return at;
}

/** The strings of a list that begins at `start`, and where it ends; null where it is no list of strings in quotes. */
export function readQuotedList(text: string, start = 0): { words: string[]; end: number } | null {
  if (text[start] !== '[') return null;
  const words: string[] = [];
  let at = skipSeparators(text, start + 1);
  while (text[at] !== ']') {
    const quoted = readQuoted(text, at);
    if (!quoted) return null;
    words.push(quoted.value);
    at = skipSeparators(text, quoted.end);
  }
  return { words, end: at + 1 };
}

/** A list in either form that is the whole text; in `%v` form, words end at blanks. Null for any other text. */
export function readList(text: string): string[] | null {
  const trimmed = text.trim();
  const quoted = readQuotedList(trimmed);
  if (quoted) return quoted.end === trimmed.length ? quoted.words : null;
  if (!/^\[[^"]*\]$/.test(trimmed)) return null;
  return trimmed.slice(1, -1).split(/\s+/).filter(Boolean);
}
