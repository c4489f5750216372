import { describe, expect, test } from 'vitest';
import { AdvisoryCollection } from '../../../src/analysis/vulnerabilities/advisory-table.ts';
import { matchPackage } from '../../../src/analysis/vulnerabilities/match.ts';
import { decodeOsvRecord } from '../../../src/analysis/vulnerabilities/osv-record.ts';
import { affectedPackage, osvJson, range } from '../../support/osv-json.ts';

function lookupOf(part: string, records: readonly object[]) {
  const collection = new AdvisoryCollection();
  for (const record of records) {
    const decoded = decodeOsvRecord(record);
    if (decoded.kind === 'record') collection.add(decoded.record);
  }
  return collection.lookup(part);
}

const match = (ecosystem: string, version: string, ...records: object[]) =>
  matchPackage({ ecosystem, name: 'left', version }, lookupOf(ecosystem, records));

const about = (id: string, parts: object, more: object = {}): object =>
  osvJson({ id, affected: [affectedPackage('npm', 'left', parts)], ...more });

describe('whether a version is affected', () => {
  const two = [range('0', '1.2.0'), range('2.0.0', '2.4.0')];
  test.each([
    ['before the first end', '1.1.9', ['1.2.0']],
    ['at it', '1.2.0', []],
    ['between', '1.9.0', []],
    ['in the second', '2.0.0', ['2.4.0']],
    ['a prerelease of the second beginning', '2.0.0-rc.1', []],
    ['after all', '3.0.0', []],
  ])('%s: %s', (_, version, fixed) => {
    expect(match('npm', version, about('A', { ranges: two })).map((one) => one.fixed)).toEqual(fixed);
  });

  test('the last affected version is, and no end is known', () => {
    const events = [{ introduced: '1.0.0' }, { last_affected: '1.5.0' }];
    const record = about('A', { ranges: [{ type: 'SEMVER', events }] });
    expect(match('npm', '1.5.0', record)).toMatchObject([{ fixed: null, allFixed: [] }]);
    expect(match('npm', '1.5.1', record)).toEqual([]);
  });

  test('several entries of a record for one package add up', () => {
    const affected = [
      affectedPackage('npm', 'left'),
      affectedPackage('npm', 'left', { ranges: [range('2.0.0', '2.1.0')] }),
    ];
    expect(match('npm', '2.0.5', osvJson({ affected }))).toMatchObject([
      { fixed: '2.1.0', allFixed: ['1.0.0', '2.1.0'] },
    ]);
  });

  test('listed versions are compared as versions', () => {
    const record = osvJson({ affected: [affectedPackage('PyPI', 'left', { ranges: [], versions: ['1.0'] })] });
    expect(match('PyPI', '1.0.0', record)).toHaveLength(1);
    expect(match('PyPI', '1.0.1', record)).toHaveLength(0);
  });

  test('what is no version is affected where all are, or where it is listed', () => {
    expect(
      match('npm', 'nightly', about('A', {}), about('B', { ranges: [range('0')] })).map(({ advisory }) => advisory.id),
    ).toEqual(['B']);
    expect(match('npm', 'nightly', about('A', { versions: ['nightly'] }))).toHaveLength(1);
  });

  test('in overlapping ranges the last end counts; without one in any of them there is none', () => {
    expect(match('npm', '0.5.0', about('A', { ranges: [range('0', '1.0.0'), range('0', '1.5.0')] }))).toMatchObject([
      { fixed: '1.5.0' },
    ]);
    expect(match('npm', '0.5.0', about('A', { ranges: [range('0', '1.0.0'), range('0')] }))).toMatchObject([
      { fixed: null },
    ]);
  });

  test('another package of the same record is not', () => {
    const affected = [affectedPackage('npm', 'right', { ranges: [range('0')] }), affectedPackage('npm', 'left')];
    expect(match('npm', '5.0.0', osvJson({ affected }))).toEqual([]);
  });

  test('a record without a release is about every release, one of another release is not', () => {
    const of = (ecosystem: string) => osvJson({ id: ecosystem, affected: [affectedPackage(ecosystem, 'left')] });
    const ids = match('Debian:12', '0.5', of('Debian'), of('Debian:12'), of('Debian:11')).map(
      ({ advisory }) => advisory.id,
    );
    expect(ids.sort()).toEqual(['Debian', 'Debian:12']);
  });
});

describe('records about the same flaw', () => {
  const pysec = about(
    'PYSEC-1',
    { ranges: [range('0', '0.9.0')] },
    { aliases: ['CVE-2024-1111'], summary: '', details: '' },
  );
  const ghsa = about(
    'GHSA-1',
    { ranges: [range('0', '1.0.0')] },
    { aliases: ['CVE-2024-1111'], summary: 'Bad', database_specific: { severity: 'HIGH' } },
  );

  test.each([
    ['one way', [pysec, ghsa]],
    ['the other way', [ghsa, pysec]],
  ])('are one match, %s', (_, records) => {
    const matches = match('npm', '0.5.0', ...records);
    expect(matches).toHaveLength(1);
    expect(matches[0]?.advisory).toMatchObject({ id: 'CVE-2024-1111', summary: 'Bad', severity: 'high' });
    expect(matches[0]?.advisory.ids).toEqual(['CVE-2024-1111', 'GHSA-1', 'PYSEC-1']);
    expect(matches[0]).toMatchObject({ fixed: '1.0.0', allFixed: ['0.9.0', '1.0.0'] });
  });

  test('through a third one that names both', () => {
    const [a, b] = [about('A-1', {}), about('B-1', {})];
    const third = about('C-1', {}, { aliases: ['A-1', 'B-1'] });
    expect(match('npm', '0.5.0', a, b, third).map(({ advisory }) => advisory.ids)).toEqual([['A-1', 'B-1', 'C-1']]);
  });

  test('one that does not affect the version adds nothing', () => {
    expect(match('npm', '0.95.0', pysec, ghsa)).toMatchObject([{ allFixed: ['1.0.0'] }]);
  });

  test('are unreviewed if all of them are', () => {
    const unreviewed = about(
      'GO-1',
      {},
      { aliases: ['CVE-2024-1111'], database_specific: { review_status: 'UNREVIEWED' } },
    );
    expect(match('npm', '0.5.0', unreviewed)[0]?.advisory.isUnreviewed).toBe(true);
    expect(match('npm', '0.5.0', unreviewed, ghsa)[0]?.advisory.isUnreviewed).toBe(false);
  });

  test('an advisory over several CVEs counts for each, and joins their own records', () => {
    const of = (id: string, upstream: string[], fixed: string) =>
      osvJson({ id, upstream, affected: [affectedPackage('Debian:12', 'left', { ranges: [range('0', fixed)] })] });
    const matches = match(
      'Debian:12',
      '0.5',
      of('DSA-1-1', ['CVE-2024-1111', 'CVE-2024-2222'], '0.9'),
      of('DEBIAN-CVE-2024-1111', ['CVE-2024-1111'], '0.9'),
    );
    expect(matches.map(({ advisory }) => advisory.ids)).toEqual([
      ['CVE-2024-1111', 'DEBIAN-CVE-2024-1111', 'DSA-1-1'],
      ['CVE-2024-2222', 'DSA-1-1'],
    ]);
  });
});

describe('what is told beside a match', () => {
  test("the distribution's word for the release before the score", () => {
    const severity = [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }];
    const affected = [affectedPackage('Debian:12', 'left', { ecosystem_specific: { urgency: 'unimportant' } })];
    expect(match('Debian:12', '0.5', osvJson({ severity, affected }))[0]?.advisory).toMatchObject({
      severity: 'negligible',
      score: 9.8,
    });
  });

  test('a range without an end, and where upstream ended it', () => {
    const custom_ranges = [range('1.0.0', '1.2.3')];
    const parts = { ranges: [range('0')], ecosystem_specific: { custom_ranges } };
    expect(match('npm', '5.0.0', about('A', parts))[0]?.note).toBe(
      'The record sets no end to the affected versions; upstream fixed it in 1.2.3.',
    );
  });

  test('the end of support', () => {
    const affected = [affectedPackage('Debian:12', 'left', { ecosystem_specific: { urgency: 'end-of-life' } })];
    expect(match('Debian:12', '0.5', osvJson({ affected }))[0]?.note).toMatch(/no longer mends/);
  });

  test('a malicious package, by its name alone and by its version', () => {
    const all = about('MAL-1', { ranges: [range('0')] });
    const one = about('MAL-2', { ranges: [], versions: ['1.0.1'] });
    expect(match('npm', '7.0.0', all)[0]?.advisory).toMatchObject({ isMalware: true, severity: 'critical' });
    expect(match('npm', '1.0.1', one)[0]?.advisory).toMatchObject({
      id: 'MAL-2',
      isMalware: true,
      severity: 'critical',
    });
    expect(match('npm', '1.0.0', one)).toEqual([]);
  });

  test('the worst first', () => {
    const of = (id: string, severity: string) => about(id, {}, { database_specific: { severity } });
    const matches = match('npm', '0.5.0', of('A', 'LOW'), of('B', 'CRITICAL'), of('C', '?'), of('D', 'HIGH'));
    expect(matches.map(({ advisory }) => advisory.id)).toEqual(['B', 'D', 'A', 'C']);
  });
});
