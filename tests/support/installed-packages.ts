import type { Advisory, DatabasePart, Lookup, Match } from '../../src/analysis/vulnerabilities/vulnerability.ts';
import type { ImagePackage, ImagePackages, SystemRelease } from '../../src/packages/package.ts';
import type { LookedUp } from '../../src/report/vulnerability-reports.ts';

export const bookworm: SystemRelease = {
  id: 'debian',
  idLike: [],
  versionId: '12',
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  codename: 'bookworm',
  cpeName: null,
  supportEnd: '2028-06-10',
};

export const installed = (one: Pick<ImagePackage, 'type' | 'name' | 'purl'> & Partial<ImagePackage>): ImagePackage => ({
  version: '1.0.0',
  licences: [],
  cataloger: 'test',
  path: '/var/lib/dpkg/status',
  layer: 0,
  hidden: null,
  osPackage: null,
  files: null,
  bytes: null,
  ...one,
});

export const advisory = (one: Pick<Advisory, 'id'> & Partial<Advisory>): Advisory => ({
  ids: [one.id],
  summary: '',
  severity: 'unknown',
  score: null,
  isUnreviewed: false,
  isMalware: false,
  ...one,
});

export const match = (one: Parameters<typeof advisory>[0], more: Partial<Match> = {}): Match => ({
  advisory: advisory(one),
  fixed: null,
  allFixed: [],
  note: null,
  ...more,
});

export const matched = (
  ecosystem: string,
  { name, version }: ImagePackage,
  matches: readonly Match[] = [],
): Lookup => ({
  kind: 'matched',
  query: { ecosystem, name, version: version ?? '' },
  matches,
});

/** Of every state: an OS package, one in two places, one of a scope, one that is gone, a shaded guess, a program. */
export const somePackages: readonly ImagePackage[] = [
  installed({
    ...{
      type: 'deb',
      name: 'libssl3',
      version: '3.0.11-1~deb12u2',
      purl: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64',
    },
    ...{
      licences: ['Apache-2.0', 'OpenSSL'],
      source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
      architecture: 'amd64',
    },
    ...{ cataloger: 'dpkg', files: 12, bytes: 4_500_000 },
  }),
  installed({
    ...{
      type: 'golang',
      name: 'example.com/shop',
      version: null,
      purl: 'pkg:golang/example.com/shop',
      isApplication: true,
    },
    ...{ cataloger: 'go', path: '/usr/local/bin/shop', layer: 2 },
  }),
  installed({
    ...{
      type: 'maven',
      name: 'org.acme:tools',
      purl: 'pkg:maven/org.acme/tools@1.0.0',
      isGuess: true,
      cataloger: 'jar',
    },
    ...{
      path: '/srv/app.jar',
      inside: 'BOOT-INF/lib/tools-1.0.0.jar',
      layer: 1,
      licences: ['Acme licence, see LICENSE'],
    },
  }),
  installed({
    ...{
      type: 'npm',
      name: '@acme/ui',
      purl: 'pkg:npm/%40acme/ui@1.0.0',
      cataloger: 'npm',
      licences: ['MIT OR Apache-2.0'],
    },
    ...{ path: '/srv/node_modules/@acme/ui/package.json', layer: 1, files: 3, bytes: 900 },
  }),
  ...['/srv/node_modules/lodash/package.json', '/srv/node_modules/a/node_modules/lodash/package.json'].map((path) =>
    installed({
      ...{
        type: 'npm',
        name: 'lodash',
        version: '4.17.20',
        purl: 'pkg:npm/lodash@4.17.20',
        cataloger: 'npm',
        licences: ['MIT'],
      },
      ...{ path, layer: 1, hidden: path.includes('/a/') ? { how: 'deleted' as const, in: 2 } : null },
    }),
  ),
  installed({
    ...{ type: 'pypi', name: 'pip', version: '23.0.1', purl: 'pkg:pypi/pip@23.0.1', cataloger: 'python-metadata' },
    ...{ path: '/usr/lib/python3/dist-packages/pip-23.0.1.dist-info/METADATA', osPackage: 'python3-pip' },
  }),
];

export const somePart: DatabasePart = {
  ecosystem: 'npm',
  source: 'https://osv.dev/npm',
  date: '2026-11-20T08:00:00Z',
  commit: 'c0ffee',
  licence: 'CC-BY-4.0',
  advisories: 6000,
};

const lodashFlaws = [
  match(
    {
      ...{ id: 'CVE-2021-23337', ids: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm'], severity: 'high', score: 7.2 },
      summary: 'Command injection in lodash',
    },
    { fixed: '4.17.21', allFixed: ['4.17.21'] },
  ),
  match({ id: 'CVE-2020-28500', severity: 'medium', score: 5.3 }, { fixed: '4.17.21', allFixed: ['4.17.21'] }),
];

/** Of `somePackages`, in their order. */
export const someLookups = (): Lookup[] => {
  const [ssl, , , ui, lodash, gone, pip] = somePackages as [...ImagePackage[]];
  return [
    matched('Debian:12', ssl!, [
      match(
        { id: 'CVE-2024-0001', severity: 'critical', score: 9.8 },
        { fixed: '3.0.12-1', allFixed: ['3.0.12-1', '3.1.4-2'] },
      ),
      match({ id: 'CVE-2024-0002', severity: 'negligible' }, { note: 'The distribution sees no harm in it.' }),
    ]),
    { kind: 'no-version' },
    { kind: 'guess' },
    matched('npm', ui!),
    matched('npm', lodash!, lodashFlaws),
    matched('npm', gone!, lodashFlaws),
    matched('PyPI', pip!, [match({ id: 'PYSEC-2023-228', isUnreviewed: true })]),
  ];
};

export const foundPackages = (more: Partial<ImagePackages> = {}): ImagePackages => ({
  packages: somePackages,
  system: bookworm,
  unknowns: [],
  unreadLayers: [],
  ...more,
});

export const lookedUp = (more: Partial<LookedUp> = {}): LookedUp => ({
  lookups: someLookups(),
  data: [somePart],
  now: '2026-11-21T12:00:00Z',
  ...more,
});
