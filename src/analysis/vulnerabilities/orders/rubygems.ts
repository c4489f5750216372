// docs.ruby-lang.org, Gem::Version: numbers and words by turns, words (prereleases) before numbers, zeros at the end of
// the numbers and of all that follows are as if they were not there. A hyphen is written for `.pre.`.
import { compareDigits, compareLists, compareText, parsedOrder } from './order.ts';

function trimZeros(segments: readonly string[]): readonly string[] {
  const last = segments.findLastIndex((segment) => !/^0+$/.test(segment));
  return segments.slice(0, last + 1);
}

function parse(version: string): readonly string[] | null {
  const text = version.trim();
  const [, numbers = '', hyphen = '', rest = ''] = /^(\d[\da-z.]*)(-?)([\da-z.-]*)$/i.exec(text) ?? [];
  const isMalformed = numbers.split('.').includes('') || (hyphen !== '' && rest.split('.').includes(''));
  if (isMalformed) return null;
  const segments = text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? [];
  const word = segments.findIndex((segment) => !/^\d/.test(segment));
  if (word < 0) return trimZeros(segments);
  return [...trimZeros(segments.slice(0, word)), ...trimZeros(segments.slice(word))];
}

function compareSegments(a: string, b: string): number {
  const [left, right] = [/^\d/.test(a), /^\d/.test(b)];
  if (left && right) return compareDigits(a, b);
  if (left !== right) return left ? 1 : -1;
  return compareText(a, b);
}

export const rubygems = parsedOrder(parse, (a, b) => compareLists(a, b, '0', compareSegments));
