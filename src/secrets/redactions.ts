import type { Severity } from '../severity.ts';
import { redact } from './redact.ts';

/** A text that a report does not hold, and what it shows in its place. */
export interface Redaction {
  readonly text: string;
  readonly shown: string;
}

/** A secret in a text. */
export interface PlacedSecret {
  readonly at: { readonly start: number; readonly end: number };
  readonly severity: Severity;
}

/** Passwords that software comes with, `postgres` and `root`, are words that a Dockerfile holds elsewhere too. */
const isWord = (value: string, severity: Severity): boolean => severity === 'info' && /^\w{1,12}$/.test(value);

/** What is hidden is found by its beginning, which has so many characters. */
const keyLength = 3;

/** So many characters on either side tell where a value stands that means nothing elsewhere; 0: it is hidden everywhere. */
function neighboursOf(value: string, severity: Severity): number {
  if (value.length < keyLength) return keyLength - 1;
  return isWord(value, severity) ? 1 : 0;
}

/** Of a value of several lines, such as a key, one that is no shorter may be repeated alone. */
const shortestLine = 16;

/** What hides the secrets of a text in whatever repeats some of it. `show`: what stands in the place of a value. */
export function redactionsFor(
  text: string,
  secrets: readonly PlacedSecret[],
  show: (value: string) => string = redact,
): Redaction[] {
  return secrets.flatMap(({ at: { start, end }, severity }) => {
    const value = text.slice(start, end);
    const neighbours = neighboursOf(value, severity);
    if (neighbours > 0) {
      const [before, after] = [text.slice(Math.max(0, start - neighbours), start), text.slice(end, end + neighbours)];
      return [{ text: `${before}${value}${after}`, shown: `${before}${show(value)}${after}` }];
    }
    const lines = value.includes('\n') ? value.split('\n').map((line) => line.trim()) : [];
    return [value, ...lines.filter(({ length }) => length >= shortestLine)].map((part) => ({
      text: part,
      shown: show(part),
    }));
  });
}

/** By key: the lengths of the texts that begin with it, from the longest on. Thousands of tokens have few of either. */
function lengthsByKey(texts: Iterable<string>): Map<string, number[]> {
  const lengths = new Map<string, Set<number>>();
  for (const text of texts) {
    const key = text.slice(0, keyLength);
    lengths.set(key, (lengths.get(key) ?? new Set()).add(text.length));
  }
  return new Map([...lengths].map(([key, all]) => [key, [...all].sort((one, other) => other - one)]));
}

/** Shows a text without the secrets. Of two that begin alike, the longer one is hidden. */
export function hiding(redactions: readonly Redaction[]): (text: string) => string {
  if (redactions.length === 0) return (text) => text;
  const shownFor = new Map(redactions.map(({ text, shown }) => [text, shown]));
  const lengths = lengthsByKey(shownFor.keys());
  // Most characters begin nothing, which is seen at once.
  const first = new Set([...lengths.keys()].map((key) => key.charCodeAt(0)));
  return (whole) => {
    let [left, from] = ['', 0];
    for (let at = 0; at < whole.length; at++) {
      if (!first.has(whole.charCodeAt(at))) continue;
      const length = lengths
        .get(whole.slice(at, at + keyLength))
        ?.find((one) => shownFor.has(whole.slice(at, at + one)));
      if (length === undefined) continue;
      left += whole.slice(from, at) + (shownFor.get(whole.slice(at, at + length)) ?? '');
      from = at + length;
      at = from - 1;
    }
    return left + whole.slice(from);
  };
}
