// Statements and strings of Python, found by their signs.
const limits = { length: 100_000, words: 100 } as const;

export const [tab, newline, formFeed, carriageReturn, blank] = [9, 10, 12, 13, 32];
export const [doubleQuote, hash, quote, open, close, colon, semicolon] = [0x22, 0x23, 0x27, 0x28, 0x29, 0x3a, 0x3b];
export const [openSquare, backslash, closeSquare, openCurly, closeCurly] = [0x5b, 0x5c, 0x5d, 0x7b, 0x7d];

/** By the code of a character: whether it can stand in a word; what is no ASCII can. */
const inWord = new Uint8Array(128);
for (let code = 0; code < 128; code++) if (/\w/.test(String.fromCharCode(code))) inWord[code] = 1;
export const isOfWord = (code: number): boolean => code > 127 || inWord[code] === 1;

/** Where the string ends that begins at a quote, behind its last one. One on a single line ends with that. */
export function endOfString(text: string, from: number): number {
  const mark = text.charCodeAt(from);
  const isLong = text.charCodeAt(from + 1) === mark && text.charCodeAt(from + 2) === mark;
  const closer = text.slice(from, from + 3);
  for (let at = from + (isLong ? 3 : 1); at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === mark && !isLong) return at + 1;
    else if (code === mark && text.startsWith(closer, at)) return at + 3;
    else if (code === newline && !isLong) return at;
  }
  return text.length;
}

export const isQuote = (code: number): boolean => code === quote || code === doubleQuote;
export const isOpening = (code: number): boolean => code === open || code === openSquare || code === openCurly;
export const isClosing = (code: number): boolean => code === close || code === closeSquare || code === closeCurly;
export const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

export interface Statement {
  /** Without comments and strings. */
  readonly text: string;
  /** Strings in it, without quotes. */
  readonly strings: readonly string[];
  readonly end: number;
}

/** The statement that begins here, over all of its lines. */
export function readStatement(text: string, from: number): Statement {
  const strings: string[] = [];
  let kept = '';
  let depth = 0;
  let at = from;
  for (let start = from; at <= text.length; start = at) {
    while (at < text.length && !isSpecial(text.charCodeAt(at))) at++;
    kept += text.slice(start, at);
    const code = text.charCodeAt(at);
    if (at >= text.length || at - from > limits.length) break;
    if (depth === 0 && (code === newline || code === semicolon)) break;
    if (isOpening(code)) depth++;
    else if (isClosing(code)) depth--;
    if (code === hash) at = endOfLine(text, at);
    else if (isQuote(code)) {
      const end = endOfString(text, at);
      strings.push(withoutQuotes(text.slice(at, end)));
      at = end;
    } else {
      kept += code === backslash || code === newline ? ' ' : text.charAt(at);
      at += code === backslash ? lengthOfBreak(text, at) : 1;
    }
  }
  return { text: kept, strings, end: at };
}

const isSpecial = (code: number): boolean =>
  code === newline ||
  code === semicolon ||
  code === hash ||
  code === backslash ||
  isQuote(code) ||
  isOpening(code) ||
  isClosing(code);

/** The length of a backslash and the end of the line behind it. */
export const lengthOfBreak = (text: string, at: number): number => (text.charCodeAt(at + 1) === carriageReturn ? 3 : 2);

export function withoutQuotes(literal: string): string {
  const long = literal.startsWith('"""') || literal.startsWith("'''") ? 3 : 1;
  return literal.slice(long, Math.max(long, literal.length - long));
}

export function afterBlanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text.charAt(at))) at++;
  return at;
}

/** Strings that stand here one after another, parted by commas. */
export function stringsAt(text: string, from: number): string[] {
  const found: string[] = [];
  let at = afterBlanks(text, from);
  while (isQuote(text.charCodeAt(at)) && found.length < limits.words) {
    const end = endOfString(text, at);
    found.push(withoutQuotes(text.slice(at, end)));
    const comma = afterBlanks(text, end);
    if (text.charAt(comma) !== ',') break;
    at = afterBlanks(text, comma + 1);
  }
  return found;
}

const firstWord = (text: string): string => text.trim().split(/\s/, 1)[0] ?? '';

/** The names of `a as b, c`. */
const namesIn = (list: string): string[] =>
  list
    .replace(/[()]/g, ' ')
    .split(',')
    .map(firstWord)
    .filter((name) => name !== '');

export interface Named {
  /** Dots before the name; 0 for an absolute one. */
  readonly level: number;
  /** `a.b`; empty in `from . import x`. */
  readonly module: string;
  /** What `from` takes of it, `*` among it; empty in `import a.b`. */
  readonly names: readonly string[];
}

/** What a statement imports, its comments and breaks taken out. */
export function importsOf(statement: string): Named[] {
  if (statement.startsWith('import'))
    return namesIn(statement.slice('import'.length)).map((module) => ({ level: 0, module, names: [] }));
  const at = statement.search(/\bimport\b/);
  if (at < 0) return [];
  const source = statement.slice('from'.length, at).replace(/\s/g, '');
  const module = source.replace(/^\.+/, '');
  return [{ level: source.length - module.length, module, names: namesIn(statement.slice(at + 'import'.length)) }];
}
