import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AdvisoryEntry, AdvisoryRecord } from '../../../src/analysis/vulnerabilities/advisory-record.ts';
import { AdvisoryTable } from '../../../src/analysis/vulnerabilities/advisory-table.ts';
import {
  type AdvisoryDatabase,
  DatabaseError,
  readDatabase,
} from '../../../src/analysis/vulnerabilities/read-database.ts';
import { writeDatabase } from '../../../src/analysis/vulnerabilities/write-database.ts';

const advisory: AdvisoryRecord = {
  ids: ['CVE-2024-1111', 'GHSA-1'],
  standsFor: [],
  summary: 'Bad',
  severity: 'high',
  hasOwnWord: true,
  score: 7.5,
  isUnreviewed: false,
  isMalware: false,
};
const entry: AdvisoryEntry = {
  advisory,
  affected: {
    intervals: [{ introduced: '0', fixed: '1.0.0', lastAffected: null }],
    versions: [],
    severity: null,
    upstreamFixed: [],
    isEndOfLife: false,
  },
};

function tableOf(packages: Record<string, AdvisoryEntry[]>, malicious: readonly string[] = []): AdvisoryTable {
  const table = new AdvisoryTable('npm');
  for (const [name, entries] of Object.entries(packages)) for (const one of entries) table.add(name, one);
  for (const name of malicious) table.malicious.add(name);
  return table;
}

const again = (table: AdvisoryTable) => readDatabase(writeDatabase(table), 'npm');
const packagesOf = (read: AdvisoryDatabase) => new Map(read.names.map((name) => [name, read.entriesOf(name)]));

describe('what is written is read again', () => {
  test('an advisory of two packages stands there once', () => {
    const table = tableOf({ a: [entry], b: [{ ...entry, advisory: { ...advisory, ids: ['A'] } }, entry, entry] });
    const read = again(table);
    expect(packagesOf(read)).toEqual(table.packages);
    // Entries of a package are told to be of one record by the object.
    const [other, first, second] = read.entriesOf('b');
    expect(first?.advisory).toBe(second?.advisory);
    expect(first?.advisory).not.toBe(other?.advisory);
    expect(table.advisories).toBe(2);
  });

  test('names of malicious packages, and names that every object has', () => {
    const table = tableOf({ ['constructor']: [entry] }, ['left-pad', 'left-pads', 'evil', '__proto__', '日本']);
    table.add('__proto__', entry);
    const read = again(table);
    expect([...read.malicious].sort()).toEqual([...table.malicious].sort());
    expect(read.entriesOf('__proto__')).toEqual([entry]);
    expect(read.entriesOf('toString')).toEqual([]);
  });

  const version = fc.stringMatching(/^[0-9][0-9a-z.+~-]{0,8}$/);
  const interval = fc
    .record({ introduced: version, end: fc.option(version), last: fc.boolean() })
    .map(({ introduced, end, last }) => ({
      introduced,
      fixed: last ? null : end,
      lastAffected: last ? end : null,
    }));
  const record = fc.record({
    ids: fc.array(fc.stringMatching(/^[A-Z0-9-]{1,12}$/), { minLength: 1, maxLength: 3 }),
    standsFor: fc.array(fc.stringMatching(/^CVE-[0-9]{4}$/), { maxLength: 2 }),
    summary: fc.string({ maxLength: 120 }),
    severity: fc.constantFrom('critical', 'high', 'medium', 'low', 'negligible', 'unknown'),
    hasOwnWord: fc.constant(false),
    score: fc.option(fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10)),
    isUnreviewed: fc.constant(false),
    isMalware: fc.boolean(),
  }) as fc.Arbitrary<AdvisoryRecord>;
  const affected = fc.record({
    intervals: fc.array(interval, { maxLength: 4 }),
    versions: fc.array(version, { maxLength: 3 }),
    severity: fc.constantFrom(null, 'negligible' as const, 'high' as const),
    upstreamFixed: fc.array(version, { maxLength: 2 }),
    isEndOfLife: fc.boolean(),
  });

  test('any advisories', () => {
    const row = fc.tuple(fc.string({ maxLength: 6 }), record, affected);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const table = new AdvisoryTable('npm');
        for (const [name, advisory, affected] of rows) table.add(name, { advisory, affected });
        const sorted = (packages: ReadonlyMap<string, readonly AdvisoryEntry[]>) =>
          [...packages]
            .map(([name, entries]) => [name, entries.map((entry) => JSON.stringify(entry)).sort()] as const)
            .sort();
        expect(sorted(packagesOf(again(table)))).toEqual(sorted(table.packages));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a file that is not as it should be is refused', () => {
  const written = () => JSON.parse(writeDatabase(tableOf({ a: [entry] }, ['evil']))) as Record<string, unknown>;
  const refusal = (text: string): string => {
    try {
      readDatabase(text, 'npm');
    } catch (error) {
      if (error instanceof DatabaseError) return error.message;
      throw error;
    }
    return 'was read';
  };

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['another form', { format: 'plimsoll-advisories/1' }, /has the form plimsoll-advisories\/1, of which/],
    ['no form', { format: undefined }, /is no database of advisories/],
    ['another ecosystem', { ecosystem: 'Go' }, /is not that of npm/],
    ['ids that are a list', { ids: ['A'] }, /has no ids/],
    ['ids that are cut short', { ids: 'CVE-2024' }, /ids that are cut short/],
    ['an empty id', { ids: '\n' }, /without an id/],
    ['no lines', { lines: 7 }, /no lines/],
    ['a line too many', { lines: 'Bad\nWorse\n' }, /columns of different lengths/],
    ['a score of 11', { scores: [110] }, /scores/],
    ['columns of different lengths', { scores: [] }, /columns of different lengths/],
    ['an unknown severity', { severities: '?' }, /unknown severity/],
    ['no marks', { marks: null }, /no severities/],
    ['packages that are none', { packages: ['a'] }, /packages that is none/],
    ['a package without a name', { packages: [[7]] }, /without a name/],
    [
      'a package twice',
      {
        packages: [
          ['a', ''],
          ['a', ''],
        ],
      },
      /without a name of its own/,
    ],
    ['a range whose second half has no beginning', { packages: [['a', '1\t0 1.0 \n']] }, /without a beginning/],
    ['an advisory that is not there', { packages: [['a', '2\t0\n']] }, /does not hold/],
    ['a step back before all', { packages: [['a', '-1\t0\n']] }, /does not hold/],
    ['a step that is no number', { packages: [['a', 'x\t0\n']] }, /does not hold/],
    ['entries that are no text', { packages: [['a', null]] }, /without entries/],
    ['an entry without a step', { packages: [['a', '\n']] }, /does not hold/],
    ['an entry that is cut short', { packages: [['a', '1\t0']] }, /entries that are cut short/],
    ['a range without a beginning', { packages: [['a', '1\t 1.0\n']] }, /without a beginning/],
    ['a severity for a release', { packages: [['a', '1\t0\t\tz\n']] }, /unknown severity "z"/],
    ['CVEs of an advisory that is not there', { standsFor: [[9, 'CVE-1']] }, /groups of CVEs/],
    ['names that share more than there is', { malicious: [5, 'x'] }, /damaged list of malicious/],
    ['half a name', { malicious: [0] }, /damaged list of malicious/],
  ])('%s', (_, parts, reason) => expect(refusal(JSON.stringify({ ...written(), ...parts }))).toMatch(reason));

  test.each([
    ['no JSON', '{"format":', /is no JSON/],
    ['a list', '[]', /is no database/],
    ['nothing', '', /is no JSON/],
  ])('%s', (_, text, reason) => expect(refusal(text)).toMatch(reason));

  test('as it stands it is read', () => expect(refusal(JSON.stringify(written()))).toBe('was read'));
});
