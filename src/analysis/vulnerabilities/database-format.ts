// The written form of one ecosystem's advisories: JSON in columns, made to be small once it is compressed and in memory. Advisories are
// numbered in the order in which the packages, by name, first speak of them; a package counts them from the one before.
import type { VulnerabilitySeverity } from './vulnerability.ts';

export const databaseFormat = 'plimsoll-advisories/2';

/** What would be a list of short texts is one long text: who reads it keeps it as it is, and looks at what is asked for. */
export interface WrittenDatabase {
  readonly format: typeof databaseFormat;
  readonly ecosystem: string;
  /** A line an advisory, each ended by a line feed, with blanks between its ids. */
  readonly ids: string;
  /** A line an advisory: what it is about. */
  readonly lines: string;
  /** Ten times the score; -1 where there is none. */
  readonly scores: readonly number[];
  /** A letter each, large where it is the record's own word. */
  readonly severities: string;
  /** A letter each: u unreviewed, m malware, - neither. */
  readonly marks: string;
  /** Of those that take CVEs together: their number, and the CVEs. */
  readonly standsFor: readonly (readonly [advisory: number, ids: string])[];
  /** By package: a line an entry. */
  readonly packages: readonly (readonly [name: string, entries: string])[];
  /** In order; each as the length that it shares with the one before, and the rest. */
  readonly malicious: readonly (number | string)[];
}

/** What a line of a package says; with tabs between, and what is empty at its end left out. */
export type WrittenEntry = readonly [
  /** How far the advisory stands behind the last one spoken of. */
  step: string,
  /** `0 1.2.3 2.0.0 =2.4.1`: where an interval begins and ends, `=` before a last version; without an end it stops at its beginning. */
  ranges: string,
  versions?: string,
  severity?: string,
  upstreamFixed?: string,
  /** 1 where the distribution mends the package no more. */
  isEndOfLife?: string,
];

const letters: Readonly<Record<VulnerabilitySeverity, string>> = {
  critical: 'c',
  high: 'h',
  medium: 'm',
  low: 'l',
  negligible: 'n',
  unknown: '-',
};
const severities = new Map(Object.entries(letters).map(([word, letter]) => [letter, word as VulnerabilitySeverity]));

export const letterOf = (severity: VulnerabilitySeverity): string => letters[severity];
export const severityOfLetter = (letter: string): VulnerabilitySeverity | null => severities.get(letter) ?? null;
