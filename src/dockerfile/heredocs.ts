// Here-documents of RUN, COPY and ADD: a word `<<NAME`, `<<-NAME` or `3<<NAME`, the name quoted or not.
// https://docs.docker.com/reference/dockerfile/#here-documents
import { isBlank, lineBounds, skipBlanks, type LogicalText } from './logical-text.ts';
import type { Heredoc } from './model.ts';
import { unquote } from './words.ts';

const marker = /^\d*<<(-?)\s*([^<]+)$/;

interface Announced {
  readonly name: string;
  readonly expands: boolean;
  readonly stripsTabs: boolean;
}

/** The here-document that a word announces, or null. The shell's backslash escapes here, whatever `escape` says. */
export function heredocMarker(word: string): Announced | null {
  if (!word.includes('<<')) return null;
  const match = marker.exec(word);
  const given = match?.[2];
  if (given === undefined) return null;
  const name = unquote(given, '\\');
  if (name === '') return null;
  return { name, expands: !given.includes('"') && !given.includes("'"), stripsTabs: match?.[1] === '-' };
}

function readBody(text: string, from: number, { name, expands, stripsTabs }: Announced): Heredoc & { next: number } {
  let at = from;
  while (at < text.length) {
    const { stop, next } = lineBounds(text, at, text.length);
    let start = at;
    while (stripsTabs && text[start] === '\t') start++;
    if (stop - start === name.length && text.startsWith(name, start)) {
      const body = { start: from, end: at };
      return { name, expands, stripsTabs, closed: true, body, text: text.slice(from, at), end: stop, next };
    }
    at = next;
  }
  const body = { start: from, end: text.length };
  return {
    name,
    expands,
    stripsTabs,
    closed: false,
    body,
    text: text.slice(from),
    end: text.length,
    next: text.length,
  };
}

/** End of the word at `from` as the shell sees it, blanks behind `<<` included; -1 where a quote stays open. */
function shellWordEnd(text: string, from: number): number {
  let quote = '';
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\\' && quote !== "'") at++;
    else if (quote) {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (text.startsWith('<<', at)) at = skipBlanks(text, at + 2, text.length) - 1;
    else if (isBlank(character)) break;
    at++;
  }
  return quote ? -1 : Math.min(at, text.length);
}

function announcedIn(text: string, from: number): Announced[] {
  const found: Announced[] = [];
  let at = skipBlanks(text, from, text.length);
  while (at < text.length) {
    const end = shellWordEnd(text, at);
    // BuildKit gives up on a line with an open quote.
    if (end < 0) return [];
    const announced = heredocMarker(text.slice(at, end));
    if (announced) found.push(announced);
    at = skipBlanks(text, end, text.length);
  }
  return found;
}

/** The here-documents that `logical` announces, whose bodies follow it one after another. */
export function readHeredocs(text: string, logical: LogicalText, from: number): { heredocs: Heredoc[]; next: number } {
  const heredocs: Heredoc[] = [];
  let next = logical.next;
  if (!logical.text.includes('<<', from)) return { heredocs, next };
  for (const announced of announcedIn(logical.text, from)) {
    const { next: following, ...heredoc } = readBody(text, next, announced);
    heredocs.push(heredoc);
    next = following;
  }
  return { heredocs, next };
}
