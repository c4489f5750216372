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
  packages.map(({ type, name, version, folder, files }) => [type, name, version, folder ?? files]);

test('packages and the runtime in an application, not what was built with it or for building it', () => {
  const result = read(fixture('Acme.Shop.deps.json'));
  expect(rows(result)).toEqual([
    [
      'nuget',
      'Microsoft.NETCore.App.Runtime.linux-x64',
      '8.0.11',
      ['/app/System.Private.CoreLib.dll', '/app/libcoreclr.so'],
    ],
    ['nuget', 'Newtonsoft.Json', '13.0.1', ['/app/Newtonsoft.Json.dll']],
    ['nuget', 'System.Text.Json', '8.0.0-rc.2.23479.6', ['/app/System.Text.Json.dll']],
    [
      'nuget',
      'Microsoft.Data.SqlClient',
      '5.1.1',
      [
        '/app/Microsoft.Data.SqlClient.dll',
        '/app/de/Microsoft.Data.SqlClient.resources.dll',
        '/app/runtimes/unix/lib/net6.0/Microsoft.Data.SqlClient.dll',
      ],
    ],
    ['nuget', 'Acme.Unlisted', '2.0.0', undefined],
  ]);
  expect(result.unknowns).toEqual([]);
});

test('where the target that runs is not told of, all packages count', () => {
  const library = '"libraries": {"A/1": {"type": "package"}}';
  for (const target of [
    '"x": {}',
    '"targets": {"a": {"A/1": {}}}',
    '"runtimeTarget": {"name": "constructor"}, "targets": {}',
  ]) {
    expect(rows(read(`{${target}, ${library}}`))).toEqual([['nuget', 'A', '1', undefined]]);
  }
  expect(rows(read(`{"runtimeTarget": {"name": "a"}, "targets": {"a": {"A/1": {}}}, ${library}}`))).toEqual([]);
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
