import { describe, expect, test } from 'vitest';
import { endOfLife } from '../../src/packages/end-of-life.ts';
import type { FoundPackage, SystemRelease } from '../../src/packages/package.ts';
import { toPurl } from '../../src/packages/purl.ts';

const system = (id: string, versionId: string | null, supportEnd: string | null = null): SystemRelease => ({
  id,
  idLike: [],
  versionId,
  prettyName: id,
  codename: null,
  cpeName: null,
  supportEnd,
});
const found = (type: FoundPackage['type'], name: string, version: string | null, more = {}): FoundPackage => ({
  type,
  name,
  version,
  licences: [],
  ...more,
});

describe('package URLs', () => {
  test.each<[FoundPackage, string]>([
    [found('deb', 'curl', '7.50.3-1', { architecture: 'i386' }), 'pkg:deb/debian/curl@7.50.3-1?arch=i386'],
    [found('deb', 'libstdc++6', '1:12.2.0-14+deb12u1'), 'pkg:deb/debian/libstdc%2B%2B6@1:12.2.0-14%2Bdeb12u1'],
    [found('npm', '@angular/animation', '12.3.1'), 'pkg:npm/%40angular/animation@12.3.1'],
    [found('pypi', 'Django_package', '1.11.1.dev1'), 'pkg:pypi/django-package@1.11.1.dev1'],
    [found('npm', 'JSONStream', '1.3.5'), 'pkg:npm/JSONStream@1.3.5'],
    [found('golang', 'github.com/BurntSushi/toml', 'v1.3.0'), 'pkg:golang/github.com/BurntSushi/toml@v1.3.0'],
    [found('golang', 'stdlib', 'go1.22.1'), 'pkg:golang/stdlib@1.22.1'],
    [found('golang', 'example.com/app', null), 'pkg:golang/example.com/app'],
    [found('maven', 'org.apache.xmlgraphics:batik-anim', '1.9.1'), 'pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1'],
    [found('gem', 'jruby-launcher', '1.1.2'), 'pkg:gem/jruby-launcher@1.1.2'],
    [found('composer', 'Laravel/framework', 'v5.5.0'), 'pkg:composer/laravel/framework@v5.5.0'],
    [found('nuget', 'EnterpriseLibrary.Common', '6.0.1304'), 'pkg:nuget/EnterpriseLibrary.Common@6.0.1304'],
    [found('cargo', 'rand', '0.7.2'), 'pkg:cargo/rand@0.7.2'],
  ])('%o', (one, purl) => expect(toPurl(one, system('debian', '12'))).toBe(purl));

  test('rpm: the epoch is a qualifier, the distribution the namespace', () => {
    const one = found('rpm', 'openssl-libs', '1.1.1k-7.el8', { architecture: 'x86_64', epoch: 1 });
    expect(toPurl(one, system('rocky', '8'))).toBe('pkg:rpm/rocky/openssl-libs@1.1.1k-7.el8?arch=x86_64&epoch=1');
  });

  test('names that mean something in an address, and half a character', () => {
    expect(toPurl(found('gem', "a?b#c@d/e 'f", '1'), null)).toBe('pkg:gem/a%3Fb%23c%40d%2Fe%20%27f@1');
    expect(toPurl(found('gem', '\udce9', '1'), null)).toBe('pkg:gem/%EF%BF%BD@1');
  });
});

describe('the end of a distribution', () => {
  const today = new Date('2026-11-27T12:00:00Z');
  test.each([
    [system('debian', '11'), '2026-08-31', true],
    [system('debian', '13'), '2030-06-30', false],
    [system('debian', '12'), '2028-06-30', false],
    [system('alpine', '3.19.1'), '2025-11-01', true],
    [system('alpine', '3.20.0'), '2026-04-01', true],
    [system('alpine', '3.21.3'), '2026-11-01', true],
    [system('alpine', '3.22.1'), '2027-05-01', false],
    [system('rocky', '9.3'), '2032-05-31', false],
    [system('ubuntu', '14.04'), '2019-04-25', true],
    [system('ubuntu', '20.04'), '2025-05-29', true],
    [system('ubuntu', '24.04'), '2029-05-31', false],
    [system('ubuntu', '24.10'), '2025-07-10', true],
    [system('ubuntu', '26.04'), '2031-05-29', false],
    [system('fedora', '43', '2026-12-02'), '2026-12-02', false],
  ])('%o', (of, date, isOver) => expect(endOfLife(of, today)).toMatchObject({ date, isOver }));

  test.each([system('debian', null), system('debian', '99'), system('__proto__', '1'), system('debian', '__proto__')])(
    'not known: %o',
    (of) => expect(endOfLife(of, today)).toBeNull(),
  );

  test('its last day is not over', () => {
    expect(endOfLife(system('debian', '12'), new Date('2028-06-30T23:00:00Z'))?.isOver).toBe(false);
    expect(endOfLife(system('debian', '12'), new Date('2028-07-01T00:00:00Z'))?.isOver).toBe(true);
  });
});
