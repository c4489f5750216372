import { describe, expect, it } from 'vitest';
import { developmentFolders } from '../../../../src/optimize/node/installs/npm-lock.ts';

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
    ['the first version without dependencies', '{"lockfileVersion":1}'],
    ['packages that are none', '{"packages":["node_modules/jest"]}'],
    ['nothing', ''],
  ])('tells nothing in %s', (_, text) => {
    expect(developmentFolders(text)).toBeNull();
  });

  it('is no worse for fields of other kinds', () => {
    expect(developmentFolders('{"packages":{"node_modules/a":7,"node_modules/b":{"dev":"true"}}}')).toEqual([]);
  });
});

it('reads the first version of the file, where packages stand in one another', () => {
  const dependencies = {
    koa: { version: '2.0.0', dependencies: { debug: { version: '1.0.0' }, mocha: { dev: true } } },
    jest: { dev: true, dependencies: { chalk: { dev: true } } },
    '../x': { dev: true },
  };
  expect(developmentFolders(JSON.stringify({ lockfileVersion: 1, dependencies }))).toEqual([
    'node_modules/koa/node_modules/mocha',
    'node_modules/jest',
  ]);
});

it('ends where packages stand in one another without end', () => {
  const open = '{"lockfileVersion":1,"dependencies":' + '{"a":{"dependencies":'.repeat(500);
  expect(developmentFolders(`${open}{"b":{"dev":true}}${'}}'.repeat(500)}}`)).toEqual([]);
});
