import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nuget } from '../../../src/packages/catalogers/nuget.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { fileOf } from './files-of-image.ts';

const shared = '/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.11';
const read = (text: string, path = '/app/Acme.Shop.deps.json'): Cataloged =>
  nuget.read(fileOf(path, text)) as Cataloged;
const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/packages/nuget', name), 'utf8');

test.each([
  ['/app/Acme.Shop.deps.json', true],
  [`${shared}/Microsoft.NETCore.App.deps.json`, true],
  ['/app/deps.json', false],
  ['/app/Acme.Shop.runtimeconfig.json', false],
])('%s: %s', (path, is) => {
  expect(nuget.selects(path)).toBe(is);
});

const rows = ({ packages }: Cataloged): unknown[] =>
  packages.map(({ type, name, version, folder }) => [type, name, version, folder]);

test('packages and the runtime in an application, not what was built with it', () => {
  const result = read(fixture('Acme.Shop.deps.json'));
  expect(rows(result)).toEqual([
    ['nuget', 'Microsoft.NETCore.App.Runtime.linux-x64', '8.0.11', undefined],
    ['nuget', 'Newtonsoft.Json', '13.0.1', undefined],
    ['nuget', 'System.Text.Json', '8.0.0-rc.2.23479.6', undefined],
  ]);
  expect(result.unknowns).toEqual([]);
});

test('a shared runtime, by its folder and by its list', () => {
  const result = read(fixture('Microsoft.NETCore.App.deps.json'), `${shared}/Microsoft.NETCore.App.deps.json`);
  expect(rows(result)).toEqual([
    ['nuget', 'Microsoft.NETCore.App', '8.0.11', shared],
    ['nuget', 'Microsoft.NETCore.App.Runtime.linux-x64', '8.0.11', undefined],
  ]);
});

test.each([
  ['a folder that is no version', '/srv/Acme.Shop/bin/Acme.Shop.deps.json'],
  ['another name than its folder', '/srv/Acme/1.0.0/Acme.Shop.deps.json'],
])('%s is no shared runtime', (_, path) => {
  expect(read('{"libraries": {}}', path)).toEqual({ packages: [], unknowns: [] });
});

describe('what can not be read is told, and the rest is read', () => {
  test.each([
    ['no JSON', '{', 'is not JSON'],
    ['no libraries', '{}', 'lists no libraries'],
    ['libraries that are a list', '{"libraries": []}', 'lists no libraries'],
    ['libraries in a prototype', '{"__proto__": {"libraries": {"A/1": {"type": "package"}}}}', 'lists no libraries'],
    ['levels without end', '['.repeat(1_000_000), 'is nested deeper than 500 levels'],
    ['a name alone', '{"libraries": {"A": {"type": "package"}}}', 'has a library that is not named as name/version'],
    [
      'a version alone',
      '{"libraries": {"/1": {"type": "package"}}}',
      'has a library that is not named as name/version',
    ],
    [
      'a type that is no text',
      '{"libraries": {"A/1": {"type": 1}}}',
      'has something else than text as the type of a library',
    ],
  ])('%s', (_, text, reason) => {
    expect(read(text)).toEqual({ packages: [], unknowns: [reason] });
  });

  test('keys of prototypes are names, and the type has any case', () => {
    const text =
      '{"libraries": {"__proto__/1": {"type": "Package"}, "__proto__": {"type": "package"}, "B/2": {"type": "package"}}}';
    expect(rows(read(text))).toEqual([
      ['nuget', '__proto__', '1', undefined],
      ['nuget', 'B', '2', undefined],
    ]);
    expect(read(text).unknowns).toHaveLength(1);
  });

  test('a version of 10,000 characters', () => {
    const { packages, unknowns } = read(`{"libraries": {"A/${'1'.repeat(10_000)}": {"type": "package"}}}`);
    expect(packages.map(({ version }) => version)).toEqual([null]);
    expect(unknowns).toEqual(['gives A a version of 10,000 characters, which is left out']);
  });
});
