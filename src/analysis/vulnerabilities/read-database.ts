// Reads what `writeDatabase` wrote. A file that comes from a server is not trusted: every value is looked at, and one that is
// not as it should be refuses the whole file with a reason, as nobody could say what of the rest is right.
import { TextLines } from '../../bytes/text-lines.ts';
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

function linesAt(value: unknown, what: string): TextLines {
  const lines = isText(value) ? new TextLines(value) : fail(`has no ${what}`);
  return lines.isWhole ? lines : fail(`has ${what} that are cut short`);
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

/** A line of a package, as it was checked: it stays a text until somebody asks about the package. */
const fieldsOf = (line: string): string[] => line.split('\t');

/** All that `readAffected` takes for granted. */
function checkEntry([, ranges = '', , letter = '']: readonly string[]): void {
  if (!hasBeginnings(ranges)) fail('has a range without a beginning');
  if (letter !== '' && severityOfLetter(letter) === null) fail(`has the unknown severity "${letter.slice(0, 10)}"`);
}

function readAffected([
  ,
  ranges = '',
  versions = '',
  letter = '',
  fixed = '',
  end,
]: readonly string[]): AffectedPackage {
  return {
    intervals: readIntervals(ranges),
    versions: wordsOf(versions),
    severity: severityOfLetter(letter),
    upstreamFixed: wordsOf(fixed),
    isEndOfLife: end === '1',
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
  const ids = linesAt(value.ids, 'ids');
  const lines = linesAt(value.lines, 'lines');
  const scores = listOf(value.scores, 'scores', isScore);
  const { severities, marks } = value;
  if (!isText(severities) || !isText(marks)) fail('has no severities');
  const lengths = [ids.count, lines.count, severities.length, marks.length];
  if (lengths.some((length) => length !== scores.length)) fail('has columns of different lengths');
  if (/^\n|\n\n/.test(value.ids as string)) fail('has an advisory without an id');
  if (!/^[chmln-]*$/i.test(severities)) fail('has an unknown severity');
  const standsFor = standsForOf(value.standsFor, scores.length);
  return (at) => {
    const letter = severities[at] as string;
    const small = letter.toLowerCase();
    const score = scores[at] as number;
    return {
      ids: wordsOf(ids.at(at)),
      standsFor: standsFor.get(at) ?? none,
      summary: lines.at(at),
      severity: severityOfLetter(small) ?? 'unknown',
      hasOwnWord: letter !== small,
      score: score < 0 ? null : score / 10,
      isUnreviewed: marks[at] === 'u',
      isMalware: marks[at] === 'm',
    };
  };
}

/** What is written of a package, and the advisory that was spoken of last before. */
interface WrittenPackage {
  readonly before: number;
  readonly entries: string;
}

const stepOf = ([step = '']: readonly string[]): number => (/^-?\d{1,9}$/.test(step) ? Number(step) : NaN);

/** The number of the last advisory that is spoken of. */
function checkEntries(entries: string, before: number, advisories: number): number {
  let at = before;
  const lines = linesAt(entries, 'entries');
  for (let line = 0; line < lines.count; line++) {
    const fields = fieldsOf(lines.at(line));
    at += stepOf(fields);
    if (!isNumberBelow(at, advisories)) fail('names an advisory that it does not hold');
    checkEntry(fields);
  }
  return at;
}

function readPackages(value: unknown, advisories: number): Map<string, WrittenPackage> {
  const packages = new Map<string, WrittenPackage>();
  let before = -1;
  for (const [name, entries] of listOf(value, 'packages', Array.isArray) as readonly (readonly unknown[])[]) {
    if (!isText(name) || packages.has(name)) fail('has a package without a name of its own');
    if (!isText(entries)) fail('has a package without entries');
    packages.set(name, { before, entries });
    before = checkEntries(entries, before, advisories);
  }
  return packages;
}

/** One ecosystem's advisories as they were read. */
export class AdvisoryDatabase implements AdvisoryLookup {
  constructor(
    readonly ecosystem: string,
    private readonly packages: ReadonlyMap<string, WrittenPackage>,
    private readonly advisoryAt: (at: number) => AdvisoryRecord,
    readonly malicious: ReadonlySet<string>,
  ) {}

  get names(): string[] {
    return [...this.packages.keys()];
  }

  entriesOf(name: string): readonly AdvisoryEntry[] {
    // Entries of one record are known by the same object. It is not kept: an image may ask for nearly all.
    const made = new Map<number, AdvisoryRecord>();
    const { before, entries } = this.packages.get(name) ?? { before: -1, entries: '' };
    let at = before;
    return entries
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const fields = fieldsOf(line);
        at += stepOf(fields);
        const advisory = made.get(at) ?? this.advisoryAt(at);
        made.set(at, advisory);
        return { advisory, affected: readAffected(fields) };
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
  const packages = readPackages(value.packages, (value.scores as unknown[]).length);
  return new AdvisoryDatabase(ecosystem, packages, advisoryAt, readNames(value.malicious));
}
