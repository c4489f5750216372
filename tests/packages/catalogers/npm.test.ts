import { describe, expect, test } from 'vitest';
import { processorTime } from '../../secrets/processor-time.ts';
import { npm } from '../../../src/packages/catalogers/npm.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { fileOf } from './files-of-image.ts';

const path = '/app/node_modules/left-pad/package.json';
const readText = (text: string, at = path): Cataloged => npm.read(fileOf(at, text)) as Cataloged;
const read = (json: unknown, at = path): Cataloged => readText(JSON.stringify(json), at);
const licences = (fields: object): readonly string[] | undefined =>
  read({ name: 'a', version: '1.0.0', ...fields }).packages[0]?.licences;

describe('which files', () => {
  test.each([
    ['/app/node_modules/left-pad/package.json', true],
    ['/app/node_modules/@acme/left-pad/package.json', true],
    ['/app/node_modules/a/node_modules/b/package.json', true],
    ['/app/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json', true],
    ['/usr/local/lib/node_modules/npm/package.json', true],
    ['/node_modules/a/package.json', true],
    ['/usr/share/nodejs/acorn/package.json', true],
    ['/usr/share/nodejs/@types/node/package.json', true],
    ['/usr/lib/x86_64-linux-gnu/nodejs/bcrypt/package.json', true],
    ['/app/package.json', false],
    ['/package.json', false],
    ['/app/node_modules/package.json', false],
    ['/app/node_modules/a/dist/package.json', false],
    ['/app/node_modules/@acme/package.json', false],
    ['/app/node_modules/@acme/a/dist/package.json', false],
    ['/app/node_modules/.cache/package.json', false],
    ['/home/x/nodejs/acorn/package.json', false],
    ['/app/node_modules/a/package-lock.json', false],
  ])('%s: %s', (path, is) => {
    expect(npm.selects(path)).toBe(is);
  });
});

test('a package has the name and version of its own, and its folder', () => {
  expect(read({ name: '@acme/left-pad', version: '1.3.0', license: 'WTFPL' })).toEqual({
    packages: [
      {
        type: 'npm',
        name: '@acme/left-pad',
        version: '1.3.0',
        licences: ['WTFPL'],
        folder: '/app/node_modules/left-pad',
      },
    ],
    unknowns: [],
  });
});

test.each([
  ['the type of modules in a folder', { type: 'module' }],
  ['a name alone', { name: 'a' }],
  ['a version alone', { version: '1.0.0' }],
  ['an empty name', { name: '', version: '1.0.0' }],
  ['an empty version', { name: 'a', version: '' }],
  ['an array', []],
  ['null', null],
  ['a text', 'left-pad'],
])('%s is no package', (_, json) => {
  expect(read(json)).toEqual({ packages: [], unknowns: [] });
});

describe('licences', () => {
  test.each([
    [{ license: 'MIT' }, ['MIT']],
    [{ license: '(MIT OR Apache-2.0)' }, ['(MIT OR Apache-2.0)']],
    [{ license: 'SEE LICENSE IN LICENSE.md' }, ['SEE LICENSE IN LICENSE.md']],
    [{ license: { type: 'ISC', url: 'https://acme.example/' } }, ['ISC']],
    [{ license: { name: 'MIT' } }, ['MIT']],
    [{ licenses: [{ type: 'MIT' }, { type: 'Apache 2.0' }] }, ['MIT OR Apache-2.0']],
    [{ licenses: ['MIT', 'Acme'] }, ['MIT', 'Acme']],
    [{ license: ['MIT'] }, ['MIT']],
    [{ licenses: 'BSD' }, ['BSD']],
    [{ license: 5, licenses: ['MIT'] }, []],
    [{ license: [{ type: 5 }, null, ['MIT']] }, []],
    [{}, []],
  ])('%j', (fields, expected) => {
    expect(licences(fields)).toEqual(expected);
  });

  test('a hundred of them, and one of a million characters, are kept in part', () => {
    expect(licences({ license: Array.from({ length: 100 }, (_, at) => `Acme ${at}`) })).toHaveLength(20);
    expect(licences({ license: 'a'.repeat(100_000) })?.[0]).toHaveLength(501);
  });
});

describe('what can not be read is told', () => {
  test.each([
    ['no JSON', '{"name": "a",', 'is not JSON'],
    ['text in another encoding', '\ufeff\0{\0}', 'is not JSON'],
    [
      '1,000 levels',
      `{"name":"a","version":"1.0.0","x":${'['.repeat(1000)}${']'.repeat(1000)}}`,
      'is nested deeper than 500 levels',
    ],
    ['levels that never end', '['.repeat(900_000), 'is nested deeper than 500 levels'],
    ['a name that is no text', '{"name": ["a"], "version": "1.0.0"}', 'has something else than text as its name'],
  ])('%s', (_, text, reason) => {
    expect(readText(text)).toEqual({ packages: [], unknowns: [reason] });
  });

  test.each([
    ['a number', 1, 'has something else than text as its version'],
    ['an object', {}, 'has something else than text as its version'],
    ['10,000 characters', '1'.repeat(10_000), 'gives a a version of 10,000 characters, which is left out'],
  ])('a version that is %s: the package is there without one', (_, version, reason) => {
    const { packages, unknowns } = read({ name: 'a', version });
    expect(packages.map(({ name, version }) => [name, version])).toEqual([['a', null]]);
    expect(unknowns).toEqual([reason]);
  });

  test('a name of 10,000 characters', () => {
    const { packages, unknowns } = read({ name: 'a'.repeat(10_000), version: '1.0.0' });
    expect(packages).toEqual([]);
    expect(unknowns).toEqual(['has a name of 10,000 characters, which is left out']);
  });
});

test('keys of prototypes are keys', () => {
  expect(readText('{"__proto__": {"name": "a", "version": "1.0.0"}}')).toEqual({ packages: [], unknowns: [] });
  const { packages } = readText(
    '{"name": "__proto__", "version": "constructor", "license": {"__proto__": {"type": "MIT"}}}',
  );
  expect(packages.map(({ name, version, licences }) => [name, version, licences])).toEqual([
    ['__proto__', 'constructor', []],
  ]);
  expect(({} as { name?: string }).name).toBeUndefined();
});

test.each([
  ['lists', `[${'[],'.repeat(330_000)}0]`],
  ['keys', `{${Array.from({ length: 80_000 }, (_, at) => `"${at}":0`).join()}}`],
  ['licences', `{"name":"a","version":"1","licenses":[${'"MIT",'.repeat(160_000)}"MIT"]}`],
  ['texts', JSON.stringify({ name: 'a', version: '1', license: '('.repeat(900_000) })],
])('a megabyte of %s takes no long time', (_, text) => {
  expect(text.length).toBeLessThan(npm.mostBytes);
  expect(processorTime(() => readText(text), 2)).toBeLessThan(1000);
});
