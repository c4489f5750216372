import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { composer } from '../../../src/packages/catalogers/composer.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { fileOf } from './files-of-image.ts';

const path = '/var/www/vendor/composer/installed.json';
const readText = (text: string): Cataloged => composer.read(fileOf(path, text)) as Cataloged;
const read = (json: unknown): Cataloged => readText(JSON.stringify(json));
const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/packages/composer', name), 'utf8');

test.each([
  [path, true],
  ['/app/libraries/composer/installed.json', true],
  ['/app/installed.json', false],
  ['/app/vendor/composer/installed.php', false],
])('%s: %s', (path, is) => {
  expect(composer.selects(path)).toBe(is);
});

const rows = ({ packages }: Cataloged): unknown[] =>
  packages.map(({ type, name, version, licences, folder }) => [type, name, version, licences, folder]);

const installed = [
  ['composer', 'acme/http', '2.1.0', ['Apache-2.0 OR MIT'], '/var/www/vendor/acme/http'],
  ['composer', 'acme/log', 'v3.0.1', ['MIT'], '/var/www/vendor/acme/log'],
  ['composer', 'acme/main', 'dev-main', [], '/var/www/vendor/acme/main'],
  ['composer', 'acme/meta', '1.0.0', ['proprietary'], undefined],
  ['composer', 'acme/test', '0.9.0-beta2', ['BSD-3-Clause'], '/var/www/vendor/acme/test'],
];

test('as Composer 2 writes it, those for development among them', () => {
  const result = readText(fixture('installed-2.json'));
  expect(rows(result)).toEqual(installed);
  expect(result.unknowns).toEqual([]);
  const development = result.packages.filter(({ isDevelopment }) => isDevelopment);
  expect(development.map(({ name }) => name)).toEqual(['acme/test']);
});

test('as Composer 1 writes it', () => {
  const result = readText(fixture('installed-1.json'));
  expect(rows(result)).toEqual(installed.filter(([, name]) => name !== 'acme/meta'));
  expect(result.unknowns).toEqual([]);
});

test.each([
  ['../..', undefined],
  ['..', undefined],
  ['/', undefined],
  ['../../../../../../..', undefined],
  ['../../web/modules/a', '/var/www/web/modules/a'],
  ['/opt/a', '/opt/a'],
  [5, undefined],
  ['a/'.repeat(100_000), undefined],
])('a package that lies in %j', (installPath, folder) => {
  const { packages } = read([{ name: 'a/b', version: '1', 'install-path': installPath }]);
  expect(packages[0]?.folder).toBe(folder);
});

test('of Composer 1, a name that leads elsewhere', () => {
  const { packages } = read(['a/../../..', '../../x', '/etc'].map((name) => ({ name, version: '1' })));
  expect(packages.map(({ folder }) => folder)).toEqual([undefined, '/var/x', '/var/www/vendor/etc']);
});

test.each([null, 5, { 0: 'a/b' }, [5, null, 'a/c', '__proto__']])('names for development that are %j', (names) => {
  const { packages, unknowns } = read({ packages: [{ name: 'a/b', version: '1' }], 'dev-package-names': names });
  expect([packages[0]?.isDevelopment, unknowns]).toEqual([undefined, []]);
});

describe('what can not be read is told, and the rest is read', () => {
  test.each([
    ['no JSON', '{"packages": [{"name": "a/b"', 'is not JSON'],
    ['no list', '{}', 'lists no packages'],
    ['packages that are no list', '{"packages": {"0": {"name": "a/b"}}}', 'lists no packages'],
    ['null', 'null', 'lists no packages'],
    ['1,000 levels', '['.repeat(1000), 'is nested deeper than 500 levels'],
    ['a list in a prototype', '{"__proto__": {"packages": [{"name": "a/b"}]}}', 'lists no packages'],
  ])('%s', (_, text, reason) => {
    expect(readText(text)).toEqual({ packages: [], unknowns: [reason] });
  });

  test('packages without a name, or with a version that is none', () => {
    const { packages, unknowns } = read([
      5,
      { version: '1' },
      { name: 'a/b', version: 1 },
      { name: 'a/c', version: '2' },
    ]);
    expect(packages.map(({ name, version }) => [name, version])).toEqual([
      ['a/b', null],
      ['a/c', '2'],
    ]);
    expect(unknowns).toEqual([
      'lists a package without a name',
      'lists a package without a name',
      'has something else than text as the version of a/b',
    ]);
  });

  test('more than are kept', () => {
    const { packages, unknowns } = read(Array.from({ length: 60_000 }, (_, at) => ({ name: `a/${at}`, version: '1' })));
    expect(packages).toHaveLength(50_000);
    expect(unknowns).toEqual(['tells of 10,000 packages more than the 50,000 that are kept of a file']);
  });

  test('more failures than are told', () => {
    const { unknowns } = read(Array.from({ length: 100_000 }, () => ({})));
    expect(unknowns).toHaveLength(21);
    expect(unknowns.at(-1)).toBe('has 99,980 more entries that could not be read');
  });
});
