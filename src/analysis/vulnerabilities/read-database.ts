// Reads what `writeDatabase` wrote. A file that comes from a server is not trusted: every value is looked at, and one that is
// not as it should be refuses the whole file with a reason, as nobody could say what of the rest is right.
import type { AdvisoryEntry, AdvisoryLookup, AdvisoryRecord, AffectedPackage } from './advisory-record.ts';
import { databaseFormat, severityOfLetter } from './database-format.ts';
import { arrayOf, isObject, type JsonObject } from './json-values.ts';
import type { Interval } from './osv-range.ts';

/** Why a database is not used; a clause that goes on from its name. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

const mostAdvisories = 2_000_000;

function fail(reason: string): never {
  throw new DatabaseError(reason);
}

function listOf<T>(value: unknown, what: string, isOne: (one: unknown) => one is T): readonly T[] {
  if (!Array.isArray(value) || value.length > mostAdvisories) fail(`has no list of ${what}`);
  return value.every(isOne) ? value : fail(`has something among its ${what} that is none`);
}

const isText = (one: unknown): one is string => typeof one === 'string';
const isScore = (one: unknown): one is number =>
  Number.isInteger(one) && (one as number) >= -1 && (one as number) <= 100;

const none: readonly string[] = [];
const wordsOf = (text: string): readonly string[] => (text === '' ? none : text.split(' '));

function textAt(value: unknown, what: string): string {
  if (value === undefined) return '';
  return isText(value) ? value : fail(`has ${what} that are no text`);
}

function readIntervals(text: string): Interval[] {
  const words = wordsOf(text);
  const intervals: Interval[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [introduced, end = ''] = [words[at] as string, words[at + 1]];
    const isLast = end.startsWith('=');
    intervals.push({
      introduced,
      fixed: isLast || end === '' ? null : end,
      lastAffected: isLast ? end.slice(1) : null,
    });
  }
  return intervals;
}

/** Every other word is a beginning, which there has to be; the ends between may be empty. */
function hasBeginnings(text: string): boolean {
  let isBeginning = true;
  for (let at = 0; at <= text.length; at = text.indexOf(' ', at) + 1 || text.length + 1) {
    if (isBeginning && (at === text.length || text[at] === ' ')) return text === '';
    isBeginning = !isBeginning;
  }
  return true;
}

/** All that `readAffected` takes for granted. */
function checkEntry(entry: readonly unknown[]): void {
  if (!hasBeginnings(textAt(entry[1], 'ranges'))) fail('has a range without a beginning');
  textAt(entry[2], 'versions');
  const letter = textAt(entry[3], 'severities');
  if (letter !== '' && severityOfLetter(letter) === null) fail(`has the unknown severity "${letter.slice(0, 10)}"`);
  textAt(entry[4], 'versions');
}

function readAffected(entry: readonly unknown[]): AffectedPackage {
  return {
    intervals: readIntervals(textAt(entry[1], 'ranges')),
    versions: wordsOf(textAt(entry[2], 'versions')),
    severity: severityOfLetter(textAt(entry[3], 'severities')),
    upstreamFixed: wordsOf(textAt(entry[4], 'versions')),
    isEndOfLife: entry[5] === 1,
  };
}

function standsForOf(value: unknown, count: number): Map<number, readonly string[]> {
  const pairs = listOf(value, 'groups of CVEs', (one): one is readonly [number, string] => {
    return Array.isArray(one) && one.length === 2 && isNumberBelow(one[0], count) && isText(one[1]);
  });
  return new Map(pairs.map(([at, ids]) => [at, wordsOf(ids)]));
}

const isNumberBelow = (value: unknown, count: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < count;

/** The columns as they stand; an advisory is made of them when somebody asks, as an image asks for few. */
function readColumns(value: JsonObject): (at: number) => AdvisoryRecord {
  const ids = listOf(value.ids, 'ids', isText);
  const lines = listOf(value.lines, 'lines', isText);
  const scores = listOf(value.scores, 'scores', isScore);
  const { severities, marks } = value;
  if (!isText(severities) || !isText(marks)) fail('has no severities');
  const lengths = [lines.length, scores.length, severities.length, marks.length];
  if (lengths.some((length) => length !== ids.length)) fail('has columns of different lengths');
  if (ids.includes('')) fail('has an advisory without an id');
  if (!/^[chmln-]*$/i.test(severities)) fail('has an unknown severity');
  const standsFor = standsForOf(value.standsFor, ids.length);
  return (at) => {
    const letter = severities[at] as string;
    const small = letter.toLowerCase();
    const score = scores[at] as number;
    return {
      ids: wordsOf(ids[at] as string),
      standsFor: standsFor.get(at) ?? none,
      summary: lines[at] as string,
      severity: severityOfLetter(small) ?? 'unknown',
      hasOwnWord: letter !== small,
      score: score < 0 ? null : score / 10,
      isUnreviewed: marks[at] === 'u',
      isMalware: marks[at] === 'm',
    };
  };
}

/** An entry whose step has become the number of its advisory. */
type ReadEntry = readonly [advisory: number, ranges: string, ...rest: unknown[]];

function readPackages(value: unknown, advisories: number): Map<string, readonly ReadEntry[]> {
  const packages = new Map<string, readonly ReadEntry[]>();
  let at = -1;
  for (const row of listOf(value, 'packages', Array.isArray)) {
    const [name, ...entries] = row as readonly unknown[];
    if (!isText(name) || packages.has(name)) fail('has a package without a name of its own');
    for (const entry of entries) {
      const step: unknown = arrayOf(entry)[0];
      at += Number.isInteger(step) ? (step as number) : NaN;
      if (!isNumberBelow(at, advisories)) fail('names an advisory that it does not hold');
      checkEntry(entry as unknown[]);
      (entry as unknown[])[0] = at;
    }
    packages.set(name, entries as ReadEntry[]);
  }
  return packages;
}

/** One ecosystem's advisories as they were read. */
export class AdvisoryDatabase implements AdvisoryLookup {
  constructor(
    readonly ecosystem: string,
    private readonly packages: ReadonlyMap<string, readonly ReadEntry[]>,
    private readonly advisoryAt: (at: number) => AdvisoryRecord,
    readonly malicious: ReadonlySet<string>,
  ) {}

  get names(): string[] {
    return [...this.packages.keys()];
  }

  entriesOf(name: string): readonly AdvisoryEntry[] {
    // Entries of one record are known by the same object. It is not kept: an image may ask for nearly all.
    const made = new Map<number, AdvisoryRecord>();
    return (this.packages.get(name) ?? []).map((entry) => {
      const [at] = entry;
      const advisory = made.get(at) ?? this.advisoryAt(at);
      made.set(at, advisory);
      return { advisory, affected: readAffected(entry) };
    });
  }

  isMalicious(name: string): boolean {
    return this.malicious.has(name);
  }
}

function readNames(value: unknown): Set<string> {
  const names = new Set<string>();
  const written = arrayOf(value);
  let last = '';
  for (let at = 0; at < written.length; at += 2) {
    const [shared, rest] = [written[at], written[at + 1]];
    if (!isNumberBelow(shared, last.length + 1) || !isText(rest)) fail('has a damaged list of malicious packages');
    last = last.slice(0, shared) + rest;
    names.add(last);
  }
  return names;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('is no JSON');
  }
}

/** Throws a DatabaseError where it is not a database of this form, or not that of the ecosystem. */
export function readDatabase(text: string, ecosystem: string): AdvisoryDatabase {
  const value = parse(text);
  if (!isObject(value) || !isText(value.format)) fail('is no database of advisories');
  if (value.format !== databaseFormat) {
    fail(`has the form ${value.format.slice(0, 40)}, of which this page reads ${databaseFormat} alone`);
  }
  if (value.ecosystem !== ecosystem) fail(`is not that of ${ecosystem}`);
  const advisoryAt = readColumns(value);
  const packages = readPackages(value.packages, (value.ids as unknown[]).length);
  return new AdvisoryDatabase(ecosystem, packages, advisoryAt, readNames(value.malicious));
}
