import { describe, expect, test } from 'vitest';
import { comparePackagesAndFlaws } from '../../src/report/compare-packages.ts';
import type { PackageReport } from '../../src/report/package-reports.ts';
import type { VulnerabilityReport } from '../../src/report/vulnerability-reports.ts';

type Side = Parameters<typeof comparePackagesAndFlaws>[0];

const one = (type: PackageReport['type'], name: string, version: string | null, visible = true): PackageReport => ({
  ...{ type, name, version, purl: '', licences: [], cataloger: 'test', path: `/${name}`, inside: null, layer: 0 },
  ...{ base: false, visible, removedIn: null, osPackage: null, source: null, files: null, bytes: null },
  ...{ application: false, development: false, guess: false, lookup: null, dockerfile: null },
});

const flaw = (id: string, name: string, more: Partial<VulnerabilityReport> = {}): VulnerabilityReport => ({
  ...{ id, ids: [id], severity: 'high', score: null, package: '', name, version: '1', path: '/', fixed: null },
  ...{ allFixed: [], layer: 0, base: false, visible: true, removedIn: null, osPackage: null, summary: '', note: null },
  ...{ unreviewed: false, malware: false, suppressed: null, dockerfile: null },
  ...more,
});

const side = (packages: PackageReport[], vulnerabilities: VulnerabilityReport[] | null = null): Side => ({
  packages,
  vulnerabilities: vulnerabilities ?? [],
  vulnerabilityData: vulnerabilities && [
    { ecosystem: 'PyPI', source: '', date: null, commit: null, licence: null, advisories: 1 },
  ],
  system: null,
});

describe('packages of two images', () => {
  test.each([
    [['1.2'], ['1.10'], 'upgraded'],
    [['1.10'], ['1.2'], 'downgraded'],
    [['1.0'], ['1.0', '2.0'], 'added'],
    [['1.0', '2.0'], ['2.0'], 'removed'],
    [['1.0', '2.0'], ['3.0'], 'changed'],
    [['main'], ['2.0'], 'changed'],
    [[], ['1.0'], 'added'],
    [['1.0'], [], 'removed'],
  ])('%j → %j: %s', (before, after, change) => {
    const packages = (versions: readonly string[]) => side(versions.map((version) => one('npm', 'a', version)));
    expect(comparePackagesAndFlaws(packages(before), packages(after)).packages).toMatchObject([{ name: 'a', change }]);
  });

  test('what both have, and what is hidden, is no change', () => {
    const before = side([one('npm', 'a', '1'), one('npm', 'b', '1', false)]);
    const after = side([one('npm', 'a', '1'), one('npm', 'a', '1')]);
    expect(comparePackagesAndFlaws(before, after).packages).toEqual([]);
  });

  test('without a system, versions of its packages are in no order', () => {
    const before = side([one('deb', 'a', '1')]);
    const after = side([one('deb', 'a', '2')]);
    expect(comparePackagesAndFlaws(before, after).packages).toMatchObject([
      { change: 'changed', before: ['1'], after: ['2'] },
    ]);
  });
});

describe('vulnerabilities of two images', () => {
  test('new ones and those that ended, the worst first; not those that do not count', () => {
    const before = side([], [flaw('CVE-1', 'a'), flaw('CVE-2', 'a')]);
    const after = side(
      [],
      [
        flaw('CVE-2', 'a'),
        flaw('CVE-4', 'a'),
        flaw('CVE-3', 'b', { severity: 'critical' }),
        flaw('CVE-5', 'b', { visible: false }),
        flaw('CVE-6', 'b', { suppressed: { by: 'x', line: 1, status: 'ignored', reason: '' } }),
      ],
    );
    const { vulnerabilities } = comparePackagesAndFlaws(before, after);
    expect(vulnerabilities.new.map(({ id }) => id)).toEqual(['CVE-3', 'CVE-4']);
    expect(vulnerabilities.ended.map(({ id }) => id)).toEqual(['CVE-1']);
  });

  test('where one of the two was not looked up, nothing is said', () => {
    const { vulnerabilities } = comparePackagesAndFlaws(side([]), side([], [flaw('CVE-1', 'a')]));
    expect(vulnerabilities).toEqual({ known: false, new: [], ended: [] });
  });
});
