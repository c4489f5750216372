import { describe, expect, it } from 'vitest';
import { liesInPackage } from '../../../src/optimize/node/lies-in-package.ts';

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
