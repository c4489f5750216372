import { describe, expect, it } from 'vitest';
import { developmentFolders, liesInPackage } from '../../../src/optimize/node/installed-lock.ts';

describe('what npm wrote down of its install', () => {
  it('tells the folders of packages that are for development alone', () => {
    const packages = {
      '': { devDependencies: { jest: '29' } },
      'node_modules/koa': { version: '2.0.0' },
      'node_modules/jest': { version: '29.0.0', dev: true },
      'node_modules/jest/node_modules/chalk': { dev: true },
      'node_modules/@types/node': { dev: true },
      'node_modules/fsevents': { devOptional: true },
      'node_modules/../../etc': { dev: true },
      'packages/own': { dev: true },
    };
    expect(developmentFolders(JSON.stringify({ lockfileVersion: 3, packages }))).toEqual([
      'node_modules/jest',
      'node_modules/jest/node_modules/chalk',
      'node_modules/@types/node',
    ]);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['the first version, which has no packages', '{"lockfileVersion":1,"dependencies":{"jest":{"dev":true}}}'],
    ['packages that are none', '{"packages":["node_modules/jest"]}'],
    ['nothing', ''],
  ])('tells nothing in %s', (_, text) => {
    expect(developmentFolders(text)).toBeNull();
  });

  it('is no worse for fields of other kinds', () => {
    expect(developmentFolders('{"packages":{"node_modules/a":7,"node_modules/b":{"dev":"true"}}}')).toEqual([]);
  });
});

describe('a path in a package', () => {
  const folders = new Set([
    '/app/node_modules/jest',
    '/app/node_modules/@types/node',
    '/app/node_modules/a/node_modules/b',
  ]);

  it.each([
    ['/app/node_modules/jest', true],
    ['/app/node_modules/jest/lib/x.js', true],
    ['/app/node_modules/jest/node_modules/chalk/x.js', true],
    ['/app/node_modules/@types/node/fs.d.ts', true],
    ['/app/node_modules/a/node_modules/b/x.js', true],
    ['/app/node_modules/jest-cli/x.js', false],
    ['/app/node_modules/@types/koa/x.d.ts', false],
    ['/app/node_modules/@types', false],
    ['/app/node_modules/a/x.js', false],
    ['/srv/node_modules/jest/x.js', false],
    ['/app/jest/x.js', false],
  ])('%s: %s', (path, expected) => {
    expect(liesInPackage(path, folders)).toBe(expected);
  });
});
