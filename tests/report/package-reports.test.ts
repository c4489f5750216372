import { expect, test } from 'vitest';
import { buildImageReport, type ImageReportInput } from '../../src/report/build-report.ts';
import type { ImageReport } from '../../src/report/report.ts';
import type { LookedUp } from '../../src/report/vulnerability-reports.ts';
import { buildImage } from '../support/build-image.ts';
import {
  bookworm,
  foundPackages,
  installed,
  lookedUp,
  matched,
  someLookups,
  somePart,
} from '../support/installed-packages.ts';
import { equalToNone, smallImage } from './sample-report.ts';

function reportWith(more: Partial<ImageReportInput>): ImageReport {
  const { image, analysis, rootfs } = buildImage(smallImage);
  const base = {
    file: 'web.tar',
    image,
    analysis,
    rootfs,
    contents: equalToNone,
    verification: null,
    unreadLayers: [],
  };
  return buildImageReport({
    ...base,
    source: { file: 'Dockerfile', lines: [null, 2, 3, null] },
    baseLayers: 1,
    ...more,
  });
}

const reasons = (part: string, { unknowns }: ImageReport): string[] =>
  unknowns.filter((one) => one.part === part).map(({ reason }) => reason);

test('every package, where it stands and what came of asking', () => {
  const { packages, system } = reportWith({ packages: foundPackages(), lookups: lookedUp() });
  expect(system).toBe(bookworm);
  expect(
    packages.map(({ name, layer, base, visible, removedIn, lookup }) => [
      name,
      layer,
      base,
      visible,
      removedIn,
      lookup,
    ]),
  ).toEqual([
    ['libssl3', 0, true, true, null, 'matched'],
    ['example.com/shop', 2, false, true, null, 'no-version'],
    ['org.acme:tools', 1, false, true, null, 'guess'],
    ['@acme/ui', 1, false, true, null, 'matched'],
    ['lodash', 1, false, true, null, 'matched'],
    ['lodash', 1, false, false, 2, 'matched'],
    ['pip', 0, true, true, null, 'matched'],
  ]);
  expect(packages.map(({ dockerfile }) => dockerfile?.line ?? null)).toEqual([null, 3, 2, 2, 2, 2, null]);
  expect(packages[0]).toMatchObject({ source: { name: 'openssl' }, files: 12, bytes: 4_500_000, application: false });
  expect(packages[1]).toMatchObject({ version: null, source: null, application: true, guess: false });
  expect(packages[2]).toMatchObject({ inside: 'BOOT-INF/lib/tools-1.0.0.jar', guess: true });
  expect(packages[6]?.osPackage).toBe('python3-pip');
});

test('the flaws, the worst first', () => {
  const { vulnerabilities, vulnerabilityData } = reportWith({ packages: foundPackages(), lookups: lookedUp() });
  expect(
    vulnerabilities.map(({ id, name, severity, score, fixed, visible }) => [id, name, severity, score, fixed, visible]),
  ).toEqual([
    ['CVE-2024-0001', 'libssl3', 'critical', 9.8, '3.0.12-1', true],
    ['CVE-2021-23337', 'lodash', 'high', 7.2, '4.17.21', true],
    ['CVE-2021-23337', 'lodash', 'high', 7.2, '4.17.21', false],
    ['CVE-2020-28500', 'lodash', 'medium', 5.3, '4.17.21', true],
    ['CVE-2020-28500', 'lodash', 'medium', 5.3, '4.17.21', false],
    ['CVE-2024-0002', 'libssl3', 'negligible', null, null, true],
    ['PYSEC-2023-228', 'pip', 'unknown', null, null, true],
  ]);
  expect(vulnerabilities[6]).toMatchObject({ unreviewed: true, osPackage: 'python3-pip', base: true });
  expect(vulnerabilities[1]).toMatchObject({ ids: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm'], dockerfile: { line: 2 } });
  expect(vulnerabilities.every(({ suppressed }) => suppressed === null)).toBe(true);
  expect(vulnerabilityData).toEqual([somePart]);
});

test('nobody searched, nobody asked: neither is none', () => {
  const nothing = reportWith({});
  expect(nothing.packages).toEqual([]);
  expect(nothing.vulnerabilityData).toBeNull();
  expect(reasons('packages', nothing)).toEqual(['The image was not searched for packages.']);
  expect(reasons('vulnerabilities', nothing)).toHaveLength(1);
  const searched = reportWith({ packages: foundPackages() });
  expect(searched.packages.map(({ lookup }) => lookup)).toEqual(Array(7).fill(null));
  expect(reasons('packages', searched)).toEqual([]);
  expect(reasons('vulnerabilities', searched)).toEqual([
    'The packages were not looked up among known vulnerabilities.',
  ]);
});

test('what was not read of the packages is said', () => {
  const unknown = { cataloger: 'apk', path: '/lib/apk/db/installed', layer: 1, reason: 'is cut off after 12 packages' };
  const many = Array.from({ length: 25 }, (_, index) => ({ ...unknown, path: `/${index}` }));
  expect(
    reasons('packages', reportWith({ packages: foundPackages({ unknowns: [unknown], unreadLayers: [2] }) })),
  ).toEqual([
    '/lib/apk/db/installed in layer 1 is cut off after 12 packages.',
    'Layer 2 could not be read to its end; packages of its rest are missing.',
  ]);
  const { length } = reasons('packages', reportWith({ packages: foundPackages({ unknowns: many }) }));
  expect(length).toBe(21);
});

test('every state of asking that is not known is told once, with its count', () => {
  const packages = Array.from({ length: 7 }, (_, index) =>
    installed({ type: 'rpm', name: `p${index}`, purl: `pkg:rpm/p${index}` }),
  );
  const query = { ecosystem: 'PyPI', name: 'p', version: 'odd' };
  const lookups: LookedUp['lookups'] = [
    { kind: 'no-data', ecosystem: 'npm' },
    { kind: 'no-data', ecosystem: 'npm' },
    { kind: 'no-ecosystem', system: 'Amazon Linux' },
    { kind: 'not-comparable', query, matches: [] },
    { kind: 'no-version' },
    { kind: 'guess' },
    matched('npm', packages[6]!),
  ];
  const report = reportWith({ packages: foundPackages({ packages }), lookups: lookedUp({ lookups, data: [] }) });
  expect(report.vulnerabilities).toEqual([]);
  expect(reasons('vulnerabilities', report)).toEqual([
    'There are no data for npm here: 2 packages could not be looked up.',
    'Nobody publishes such data for Amazon Linux: one package could not be looked up.',
    'PyPI can’t order the version of one package: only records about all versions, or that very one, were found.',
    'No version is told of one package, so nothing could be looked up.',
    'Name or version are guessed of one package, so nothing was looked up.',
  ]);
});

test('old data, data of no date and a system past its end are told', () => {
  const said = (data: LookedUp['data'], now: string): string[] =>
    reasons(
      'vulnerabilities',
      reportWith({
        packages: foundPackages(),
        lookups: lookedUp({
          data,
          now,
          lookups: someLookups().map(() => matched('x', installed({ type: 'npm', name: 'a', purl: 'pkg:npm/a' }))),
        }),
      }),
    );
  expect(said([somePart], '2026-11-27T07:59:59Z')).toEqual([]);
  expect(said([somePart], '2026-11-27T08:00:01Z')).toEqual([
    'The data for npm are of 2026-11-20, more than a week old: what was found since is missing.',
  ]);
  expect(said([{ ...somePart, date: null }], '2026-11-27T08:00:01Z')).toEqual([
    'The data for npm do not say of when they are.',
  ]);
  expect(said([{ ...somePart, date: '2028-06-10T00:00:00Z' }], '2028-06-10T23:59:59Z')).toEqual([]);
  expect(said([{ ...somePart, date: '2028-06-10T00:00:00Z' }], '2028-06-11T00:00:01Z')).toEqual([
    'Debian GNU/Linux 12 (bookworm) has had no support since 2028-06-10: later flaws of its packages may be in no data.',
  ]);
});

test('the end of a distribution that does not say it is taken from the table', () => {
  const packages = { ...foundPackages(), system: { ...foundPackages().system!, versionId: '11', supportEnd: null } };
  const lookups = lookedUp({ data: [somePart], now: '2026-11-27T00:00:00Z' });
  expect(reasons('vulnerabilities', reportWith({ packages, lookups })).join(' ')).toContain(
    'no support since 2026-08-31',
  );
});

test('what a file sets apart says who, where and why', () => {
  const about = {
    ids: ['GHSA-35jh-r3h4-6jhm'],
    products: [],
    paths: [],
    expires: null,
    stated: '',
    file: '.trivyignore',
    line: 3,
  };
  const { vulnerabilities } = reportWith({
    packages: foundPackages(),
    lookups: lookedUp({ suppressions: [{ ...about, status: 'ignored', reason: 'not used' }] }),
  });
  expect(vulnerabilities.filter(({ suppressed }) => suppressed).map(({ id, suppressed }) => [id, suppressed])).toEqual(
    Array(2).fill(['CVE-2021-23337', { by: '.trivyignore', line: 3, status: 'ignored', reason: 'not used' }]),
  );
});
