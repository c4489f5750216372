import { describe, expect, test } from 'vitest';
import {
  decodeOsvRecord,
  isWhollyMalicious,
  type OsvRecord,
} from '../../../src/analysis/vulnerabilities/osv-record.ts';
import { lineOf } from '../../../src/analysis/vulnerabilities/osv-summary.ts';
import { affectedPackage, osvJson, range } from '../../support/osv-json.ts';

function decoded(value: unknown): OsvRecord {
  const result = decodeOsvRecord(value);
  if (result.kind !== 'record') throw new Error(result.kind);
  return result.record;
}
const advisoryOf = (parts: object) => decoded(osvJson(parts)).advisory;
const affectedOf = (parts: object) => decoded(osvJson({ affected: [affectedPackage('npm', 'left', parts)] })).affected;

describe('ids', () => {
  test('aliases, CVE first, then GHSA', () => {
    const { ids, standsFor } = advisoryOf({ id: 'PYSEC-1', aliases: ['GHSA-a', 'CVE-2024-1111', 'SNYK-1'] });
    expect([ids, standsFor]).toEqual([['CVE-2024-1111', 'GHSA-a', 'PYSEC-1', 'SNYK-1'], []]);
  });

  test('the one CVE above a record of a distribution is an alias', () => {
    const { ids, standsFor } = advisoryOf({ id: 'DEBIAN-CVE-2024-1111', upstream: ['CVE-2024-1111', 'GHSA-x'] });
    expect([ids, standsFor]).toEqual([['CVE-2024-1111', 'DEBIAN-CVE-2024-1111'], []]);
  });

  test.each([
    ['upstream', { id: 'RLSA-2024:1', upstream: ['CVE-2024-2222', 'CVE-2024-1111'] }],
    ['in older records aliases', { id: 'DSA-1-1', aliases: ['CVE-2024-2222', 'CVE-2024-1111'] }],
  ])('several are flaws of their own: %s', (_, parts) => {
    expect(advisoryOf(parts).standsFor).toEqual(['CVE-2024-1111', 'CVE-2024-2222']);
  });
});

describe('severity', () => {
  const v2 = { type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' };
  const v3 = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' };
  const v4 = { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' };
  test.each([
    ['none', {}, 'unknown', null],
    ['by its vector', { severity: [v3] }, 'critical', 9.8],
    ['by the oldest vector, alone', { severity: [v2] }, 'high', 7.5],
    ['the older vector stands back', { severity: [v2, v3] }, 'critical', 9.8],
    ['the newer vector', { severity: [v3, v4] }, 'critical', 9.3],
    ['its own word first', { severity: [v3], database_specific: { severity: 'MODERATE' } }, 'medium', 9.8],
    ["Ubuntu's word", { severity: [{ type: 'Ubuntu', score: 'negligible' }] }, 'negligible', null],
    ['an unknown word', { database_specific: { severity: 'TERRIBLE' } }, 'unknown', null],
    ['what is no list', { severity: 'CVSS:3.1', database_specific: [] }, 'unknown', null],
    ['that of a package', { affected: [{ ...affectedPackage('npm', 'left'), severity: [v3] }] }, 'critical', 9.8],
  ])('%s', (_, parts, severity, score) => expect(advisoryOf(parts)).toMatchObject({ severity, score }));

  test("Debian's urgency is about a release", () => {
    const of = (urgency: string) => affectedOf({ ecosystem_specific: { urgency } })[0];
    expect(of('unimportant')).toMatchObject({ severity: 'negligible', isEndOfLife: false });
    expect(of('not yet assigned')).toMatchObject({ severity: null, isEndOfLife: false });
    expect(of('end-of-life')).toMatchObject({ severity: null, isEndOfLife: true });
  });
});

describe('affected versions', () => {
  test('events in any order, several pairs, a last version', () => {
    const events = [{ fixed: '1.2.0' }, { introduced: '2.0.0' }, { introduced: '0' }, { last_affected: '2.4.0' }];
    expect(affectedOf({ ranges: [{ type: 'SEMVER', events }] })[0]?.intervals).toEqual([
      { introduced: '0', fixed: '1.2.0', lastAffected: null },
      { introduced: '2.0.0', fixed: null, lastAffected: '2.4.0' },
    ]);
  });

  test('a range of GIT is passed over, the next one is not', () => {
    const ranges = [{ type: 'GIT', events: [{ introduced: '0' }, { fixed: 'abcdef' }] }, range('0', '1.0.0')];
    expect(affectedOf({ ranges })[0]?.intervals).toEqual([{ introduced: '0', fixed: '1.0.0', lastAffected: null }]);
  });

  test('of listed versions those that no range holds are kept', () => {
    const parts = { ranges: [range('0', '1.0.0')], versions: ['0.9.0', '1.0.0', '1.1.0', 'nightly'] };
    expect(affectedOf(parts)[0]?.versions).toEqual(['1.0.0', '1.1.0', 'nightly']);
  });

  test("Go's custom range tells where upstream ended it, if its own has no end", () => {
    const custom = { ecosystem_specific: { custom_ranges: [{ type: 'ECOSYSTEM', ...range('13.0.0', '13.4.13') }] } };
    expect(affectedOf({ ranges: [range('0')], ...custom })[0]?.upstreamFixed).toEqual(['13.4.13']);
    expect(affectedOf({ ranges: [range('0', '14.0.0')], ...custom })[0]?.upstreamFixed).toEqual([]);
  });

  test.each([
    ['no beginning', [{ fixed: '1.0.0' }]],
    ['an event that is none', [{ introduced: '0' }, 'fixed']],
    ['a version that is a number', [{ introduced: '0' }, { fixed: 1 }]],
    ['a version of 10,000 characters', [{ introduced: '0' }, { fixed: '1'.repeat(10_000) }]],
    ['a version with a blank', [{ introduced: '0' }, { fixed: '1.0 2.0' }]],
    ['endless events', Array.from({ length: 3_000 }, () => ({ introduced: '0' }))],
  ])('an impossible range is counted and holds nothing: %s', (_, events) => {
    expect(affectedOf({ ranges: [{ type: 'SEMVER', events }] })).toMatchObject([{ unusable: 1, intervals: [] }]);
  });

  test('an end before its beginning: what the schema says, all from the beginning on', () => {
    const { intervals } = affectedOf({ ranges: [range('2.0.0', '1.0.0')] })[0] ?? {};
    expect(intervals).toEqual([{ introduced: '2.0.0', fixed: null, lastAffected: null }]);
  });
});

test('withdrawn records are none, and tell of the age of the data', () => {
  const modified = '2024-05-01T00:00:00Z';
  const result = decodeOsvRecord(osvJson({ withdrawn: modified, modified }));
  expect(result).toEqual({ kind: 'withdrawn', modified });
});

test('an unreviewed record of Go', () => {
  expect(advisoryOf({ database_specific: { review_status: 'UNREVIEWED' } }).isUnreviewed).toBe(true);
  expect(advisoryOf({ database_specific: { review_status: 'REVIEWED' } }).isUnreviewed).toBe(false);
});

test('a package that is malicious in one version is not so in all', () => {
  const one = osvJson({
    id: 'MAL-1',
    affected: [affectedPackage('npm', 'chalk', { versions: ['5.6.1'], ranges: [] })],
  });
  const all = osvJson({ id: 'MAL-2', affected: [affectedPackage('npm', 'evil', { ranges: [range('0')] })] });
  expect([one, all].map((value) => isWhollyMalicious(decoded(value)))).toEqual([false, true]);
});

describe('what is no record', () => {
  test.each([
    ['null', null, 'is no JSON object'],
    ['a list', [], 'is no JSON object'],
    ['no id', { affected: [] }, 'has no id'],
    ['an id that is a number', { id: 7, affected: [] }, 'has no id'],
    ['a package.json', { id: 'x', name: 'x', version: '1.0.0' }, 'has neither "affected" nor "modified"'],
    ['affected is a text', { id: 'x', affected: 'all' }, 'has an "affected" that is no list'],
  ])('%s', (_, value, reason) => expect(decodeOsvRecord(value)).toEqual({ kind: 'not-osv', reason }));

  test('__proto__ is a key as any other', () => {
    const text =
      '{"id":"X-1","__proto__":{"withdrawn":"now","summary":"polluted"},"affected":[{"__proto__":{"package":1}}]}';
    expect(decoded(JSON.parse(text))).toMatchObject({ advisory: { ids: ['X-1'], summary: '' }, affected: [] });
    expect(({} as Record<string, unknown>).summary).toBeUndefined();
  });

  test('wrong kinds inside are passed over', () => {
    const affected = [
      null,
      7,
      {},
      { package: 'x' },
      { package: { name: 1, ecosystem: 'npm' } },
      affectedPackage('npm', 'a'),
    ];
    expect(decoded(osvJson({ affected, aliases: 'CVE-1', upstream: [1] })).affected).toHaveLength(1);
  });
});

describe('the line about it', () => {
  test.each([
    ['its summary', 'Short.\nSecond line', 'Details.', 'Short. Second line'],
    ['else the first sentence', null, 'Flask 1.2 is a framework. When all …', 'Flask 1.2 is a framework.'],
    ['without headings', null, '### Impact\nIt is bad! Really.', 'It is bad!'],
    ['nothing', null, null, ''],
    ['no line ends or other controls', 'a\u0000\tb\u001b[31m', null, 'a b [31m'],
  ])('%s', (_, summary, details, line) => expect(lineOf(summary, details)).toBe(line));

  test('120 characters at most, whole words and whole characters', () => {
    expect(lineOf('word '.repeat(60), null)).toBe(`${'word '.repeat(23).trim()}…`);
    expect(lineOf('💥'.repeat(200), null)).toBe(`${'💥'.repeat(59)}…`);
  });
});
