import type { LogicalText } from './logical-text.ts';
import type { Word } from './model.ts';

const isBlank = (character: string): boolean => character === ' ' || character === '\t';

/** The end of the word at `from`: blanks inside quotes and behind the escape character belong to it. */
function wordEnd(text: string, from: number, escape: string): number {
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

/** Words separated by blanks, with their place in the file. */
export function splitWords(logical: LogicalText, from: number, escape: string): Word[] {
  const { text } = logical;
  const words: Word[] = [];
  let at = from;
  while (at < text.length) {
    if (isBlank(text[at] ?? '')) {
      at++;
      continue;
    }
    const end = wordEnd(text, at, escape);
    const raw = text.slice(at, end);
    words.push({ raw, value: unquote(raw, escape), start: logical.toSource(at), end: logical.toSource(end - 1) + 1 });
    at = end;
  }
  return words;
}

/** The strings of an exec form, or null where the text is not a JSON array of strings (then it is shell form). */
export function parseJsonForm(logical: LogicalText, from: number): Word[] | null {
  const text = logical.text.slice(from);
  let value: unknown;
  try {
    value = JSON.parse(text.trim());
  } catch {
    return null;
  }
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return null;
  const words: Word[] = [];
  let at = from;
  for (const item of value) {
    const start = logical.text.indexOf('"', at);
    let end = start + 1;
    while (end < logical.text.length && logical.text[end] !== '"') end += logical.text[end] === '\\' ? 2 : 1;
    end++;
    words.push({
      raw: logical.text.slice(start, end),
      value: item,
      start: logical.toSource(start),
      end: logical.toSource(end - 1) + 1,
    });
    at = end;
  }
  return words;
}
