import type { AdvisoryEntry, AdvisoryRecord } from './advisory-record.ts';
import type { AdvisoryTable } from './advisory-table.ts';
import { databaseFormat, letterOf, type WrittenDatabase, type WrittenEntry } from './database-format.ts';
import type { Interval } from './osv-range.ts';

const endOf = ({ fixed, lastAffected }: Interval): string => fixed ?? (lastAffected === null ? '' : `=${lastAffected}`);

/** An interval without an end may stand between others: its end is an empty word then. */
function rangesText(intervals: readonly Interval[]): string {
  return intervals
    .map((interval) => `${interval.introduced} ${endOf(interval)}`)
    .join(' ')
    .trimEnd();
}

function writeEntry({ affected }: AdvisoryEntry, step: number): string {
  const written: WrittenEntry = [
    String(step),
    rangesText(affected.intervals),
    affected.versions.join(' '),
    affected.severity === null ? '' : letterOf(affected.severity),
    affected.upstreamFixed.join(' '),
    affected.isEndOfLife ? '1' : '',
  ];
  return written.join('\t').trimEnd();
}

const linesOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Which number an advisory has. Equal records are one, though each package has its own object of a database that was read. */
class Numbering {
  private readonly numbers = new Map<AdvisoryRecord, number>();
  private last = -1;

  get advisories(): AdvisoryRecord[] {
    return [...this.numbers.keys()];
  }

  stepTo(advisory: AdvisoryRecord): number {
    const number = this.numbers.get(advisory) ?? this.numbers.size;
    this.numbers.set(advisory, number);
    const step = number - this.last;
    this.last = number;
    return step;
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function writePackages(table: AdvisoryTable, numbering: Numbering): WrittenDatabase['packages'] {
  const sorted = [...table.packages].sort(([a], [b]) => byText(a, b));
  return sorted.map(([name, entries]) => {
    const inOrder = entries.toSorted((a, b) => byText(a.advisory.ids.join(' '), b.advisory.ids.join(' ')));
    return [name, linesOf(inOrder.map((entry) => writeEntry(entry, numbering.stepTo(entry.advisory))))];
  });
}

function writeNames(names: Iterable<string>): (number | string)[] {
  let last = '';
  return [...names].sort(byText).flatMap((name) => {
    let shared = 0;
    while (shared < last.length && shared < name.length && last[shared] === name[shared]) shared++;
    last = name;
    return [shared, name.slice(shared)];
  });
}

const severityLetter = ({ severity, hasOwnWord }: AdvisoryRecord): string =>
  hasOwnWord ? letterOf(severity).toUpperCase() : letterOf(severity);

const markOf = ({ isMalware, isUnreviewed }: AdvisoryRecord): string => (isMalware ? 'm' : isUnreviewed ? 'u' : '-');

/** One ecosystem's advisories as a text, to be compressed; `readDatabase` reads it. */
export function writeDatabase(table: AdvisoryTable): string {
  const numbering = new Numbering();
  const packages = writePackages(table, numbering);
  const { advisories } = numbering;
  const written: WrittenDatabase = {
    format: databaseFormat,
    ecosystem: table.ecosystem,
    ids: linesOf(advisories.map(({ ids }) => ids.join(' '))),
    lines: linesOf(advisories.map(({ summary }) => summary)),
    scores: advisories.map(({ score }) => (score === null ? -1 : Math.round(score * 10))),
    severities: advisories.map(severityLetter).join(''),
    marks: advisories.map(markOf).join(''),
    standsFor: advisories.flatMap(({ standsFor }, at) =>
      standsFor.length > 0 ? [[at, standsFor.join(' ')] as const] : [],
    ),
    packages,
    malicious: writeNames(table.malicious),
  };
  return JSON.stringify(written);
}
