import { describe, expect, test } from 'vitest';
import { ecosystemsOf, questionOf, questionsOf } from '../../../src/analysis/vulnerabilities/ecosystems.ts';
import { isAbout, nameKey, partOf } from '../../../src/analysis/vulnerabilities/osv-ecosystems.ts';
import type { FoundPackage, PackageType, SystemRelease } from '../../../src/packages/package.ts';

const found = (
  type: PackageType,
  name: string,
  version: string | null,
  more: Partial<FoundPackage> = {},
): FoundPackage => ({
  type,
  name,
  version,
  licences: [],
  ...more,
});
const system = (id: string, versionId: string | null, more: Partial<SystemRelease> = {}): SystemRelease => ({
  id,
  versionId,
  idLike: [],
  prettyName: `${id} ${versionId ?? ''}`.trim(),
  codename: null,
  cpeName: null,
  supportEnd: null,
  ...more,
});
const source = { name: 'util-linux', version: '2.38.1-5+deb12u3' };

describe('languages', () => {
  test.each([
    [found('golang', 'golang.org/x/net', 'v0.7.0'), 'Go', 'golang.org/x/net', '0.7.0'],
    [found('golang', 'stdlib', 'go1.26.8'), 'Go', 'stdlib', '1.26.8'],
    [found('golang', 'stdlib', 'go1.22'), 'Go', 'stdlib', '1.22.0'],
    [found('golang', 'stdlib', 'go1.22rc2'), 'Go', 'stdlib', '1.22.0-rc.2'],
    [found('golang', 'stdlib', 'go1.22.3 X:boringcrypto'), 'Go', 'stdlib', '1.22.3'],
    [found('golang', 'stdlib', 'devel go1.23-abc'), 'Go', 'stdlib', 'devel go1.23-abc'],
    [found('pypi', 'Ruamel_Yaml.clib', '0.2'), 'PyPI', 'ruamel-yaml-clib', '0.2'],
    [found('npm', '@scope/Name', '1.0.0'), 'npm', '@scope/Name', '1.0.0'],
    [found('maven', 'org.a:b', '1'), 'Maven', 'org.a:b', '1'],
    [found('nuget', 'Newtonsoft.Json', '13'), 'NuGet', 'newtonsoft.json', '13'],
    [found('composer', 'Vendor/Name', 'v1'), 'Packagist', 'vendor/name', 'v1'],
    [found('gem', 'rails', '7'), 'RubyGems', 'rails', '7'],
    [found('cargo', 'time', '0.1.0'), 'crates.io', 'time', '0.1.0'],
  ])('%o', (asked, ecosystem, name, version) => {
    expect(questionOf(asked, null)).toEqual({ ecosystem, name, version });
  });
});

describe('distributions', () => {
  test.each([
    ['deb', system('debian', '12'), 'Debian:12'],
    ['deb', system('ubuntu', '24.04'), 'Ubuntu:24.04:LTS'],
    ['deb', system('ubuntu', '24.10'), 'Ubuntu:24.10'],
    ['deb', system('ubuntu', '23.04'), 'Ubuntu:23.04'],
    ['apk', system('alpine', '3.19.1'), 'Alpine:v3.19'],
    ['apk', system('wolfi', '20230201'), 'Wolfi'],
    ['apk', system('chainguard', null), 'Chainguard'],
    ['rpm', system('rocky', '9.4'), 'Rocky Linux:9'],
    ['rpm', system('almalinux', '8.10'), 'AlmaLinux:8'],
    [
      'rpm',
      system('rhel', '9.4', { cpeName: 'cpe:/o:redhat:enterprise_linux:9::baseos' }),
      'Red Hat:enterprise_linux:9',
    ],
    ['rpm', system('rhel', '8.9', { cpeName: 'cpe:/o:redhat:enterprise_linux:8.9:GA' }), 'Red Hat:enterprise_linux:8'],
    ['rpm', system('azurelinux', '3.0'), 'Azure Linux:3'],
    ['rpm', system('opensuse-leap', '15.5'), 'openSUSE:Leap 15.5'],
    ['rpm', system('sles', '15.5'), 'SUSE:Linux Enterprise 15 SP5'],
  ] as const)('%s of %o', (type, release, ecosystem) => {
    expect(questionOf(found(type, 'x', '1-1'), release)).toMatchObject({ ecosystem });
    expect(ecosystemsOf([found(type, 'x', '1-1')], release)).toEqual([ecosystem]);
  });

  test.each([
    ['rpm', system('amzn', '2023')],
    ['rpm', system('fedora', '40')],
    ['rpm', system('centos', '7')],
    ['rpm', system('ol', '9')],
    ['rpm', system('rhel', '9')],
    ['deb', system('debian', null)],
    ['deb', system('raspbian', '12', { idLike: ['debian'] })],
    ['apk', system('alpine', '3.21.0_alpha20240807')],
    ['apk', system('debian', '12')],
    ['deb', system('constructor', '1')],
    ['deb', null],
  ] as const)('nobody has records for %s of %o', (type, release) => {
    expect(questionOf(found(type, 'x', '1'), release)).toEqual({
      kind: 'no-ecosystem',
      system: release?.prettyName ?? 'an unknown system',
    });
    expect(ecosystemsOf([found(type, 'x', '1')], release)).toEqual([]);
  });

  test('Debian by the name and the version of the source', () => {
    const asked = found('deb', 'bsdutils', '1:2.38.1-5+deb12u3', { source });
    expect(questionOf(asked, system('debian', '12'))).toEqual({ ecosystem: 'Debian:12', ...source });
  });

  test('Alpine by its origin, with the version of the package', () => {
    const asked = found('apk', 'libcrypto3', '3.1.4-r5', { source: { name: 'openssl', version: '' } });
    expect(questionOf(asked, system('alpine', '3.19.1'))).toMatchObject({ name: 'openssl', version: '3.1.4-r5' });
  });

  test('rpm by its source and by itself, the epoch before the version', () => {
    const asked = found('rpm', 'libuuid', '2.37-1.el9', { epoch: 2, source });
    expect(questionsOf(asked, system('rocky', '9.4'))).toEqual([
      { ecosystem: 'Rocky Linux:9', name: 'util-linux', version: '2:2.37-1.el9' },
      { ecosystem: 'Rocky Linux:9', name: 'libuuid', version: '2:2.37-1.el9' },
    ]);
  });
});

test('a guess is not asked about, nor what has no version', () => {
  expect(questionOf(found('maven', 'a:a', '1', { isGuess: true }), null)).toEqual({ kind: 'guess' });
  expect(questionOf(found('golang', 'example.com/own', null), null)).toEqual({ kind: 'no-version' });
});

test.each([
  ['Maven:https://maven.google.com', 'Maven'],
  ['Debian:12', 'Debian:12'],
  ['Red Hat:enterprise_linux:9::appstream', 'Red Hat:enterprise_linux:9'],
  ['Red Hat:rhel_eus:9.2::baseos', 'Red Hat:rhel_eus:9.2'],
  ['SUSE:Linux Enterprise Module for Basesystem 15 SP5', 'SUSE:Linux Enterprise 15 SP5'],
  ['SUSE:Linux Enterprise Server 15 SP5-LTSS', 'SUSE:Linux Enterprise Server 15 SP5-LTSS'],
])('records of %s are looked up in %s', (ecosystem, part) => expect(partOf(ecosystem)).toBe(part));

test('a family stands for all of its releases, and a release for itself', () => {
  expect(isAbout('Alpine', 'Alpine:v3.19')).toBe(true);
  expect(isAbout('Alpine:v3.18', 'Alpine:v3.19')).toBe(false);
  expect(isAbout('npm', 'npm')).toBe(true);
});

test("a name of another ecosystem's form stays", () => expect(nameKey('npm', 'A_b.C')).toBe('A_b.C'));
