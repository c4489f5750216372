import { isBlank, skipBlanks, type LogicalText } from './logical-text.ts';
import type { Span, Word } from './model.ts';

/** The end of the word at `from`: blanks inside quotes and behind the escape character belong to it. */
export function wordEnd(text: string, from: number, escape: string): number {
  let quote = '';
  let at = from;
  for (; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === escape && quote !== "'") at++;
    else if (quote) {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (isBlank(character)) break;
  }
  return Math.min(at, text.length);
}

/** The end of the word at `from` where quotes mean nothing to the splitting (ADD, COPY, EXPOSE, FROM, VOLUME). */
export function plainWordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBlank(text[at])) at++;
  return at;
}

/** Quotes and escapes taken off, as the builder's word processing does for ENV, LABEL, COPY and their like. */
export function unquote(raw: string, escape: string): string {
  let value = '';
  let quote = '';
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at] ?? '';
    if (character === escape && quote !== "'" && at + 1 < raw.length) {
      const next = raw[at + 1] ?? '';
      // Inside double quotes the escape character stands for itself before anything but these.
      if (quote === '"' && next !== '"' && next !== '$' && next !== escape) value += character;
      value += next;
      at++;
    } else if (quote) {
      if (character === quote) quote = '';
      else value += character;
    } else if (character === '"' || character === "'") quote = character;
    else value += character;
  }
  return value;
}

/** Where variables begin in a word: a `$` that is not escaped and not in single quotes. */
export function variableOffsets(raw: string, escape: string): number[] {
  const offsets: number[] = [];
  let quote = '';
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at] ?? '';
    if (character === escape && quote !== "'") at++;
    else if (character === '$' && quote !== "'" && /[\w{]/.test(raw[at + 1] ?? '')) offsets.push(at);
    else if (character === quote) quote = '';
    else if (!quote && (character === '"' || character === "'")) quote = character;
  }
  return offsets;
}

/** Where `text.slice(from, to)` stands in the file. */
export function sourceSpan(logical: LogicalText, from: number, to: number): Span {
  return { start: logical.toSource(from), end: to > from ? logical.toSource(to - 1) + 1 : logical.toSource(from) };
}

/** Words separated by blanks, with their place in the file. */
export function splitWords(
  logical: LogicalText,
  from: number,
  escape: string,
  endOf: (text: string, from: number, escape: string) => number = wordEnd,
): Word[] {
  const { text } = logical;
  const words: Word[] = [];
  let at = skipBlanks(text, from, text.length);
  while (at < text.length) {
    const end = endOf(text, at, escape);
    const raw = text.slice(at, end);
    words.push({ raw, value: unquote(raw, escape), ...sourceSpan(logical, at, end) });
    at = skipBlanks(text, end, text.length);
  }
  return words;
}

/** The strings of an exec form, or null where the text is not a JSON array of strings (then it is shell form). */
export function parseJsonForm(logical: LogicalText, from: number): Word[] | null {
  const { text } = logical;
  if (text[skipBlanks(text, from, text.length)] !== '[') return null;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(from).trim());
  } catch {
    return null;
  }
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return null;
  const words: Word[] = [];
  let at = from;
  for (const item of value) {
    const start = text.indexOf('"', at);
    let end = start + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    end++;
    words.push({ raw: text.slice(start, end), value: item, ...sourceSpan(logical, start, end) });
    at = end;
  }
  return words;
}
