import { expect, test } from 'vitest';
import { isWithin, join } from '../../src/packages/join-path.ts';

test.each([
  ['/a/b', 'c', '/a/b/c'],
  ['/a/b', 'c/d.py', '/a/b/c/d.py'],
  ['/a/b', '../c', '/a/c'],
  ['/a/b', './c//d/', '/a/b/c/d'],
  ['/a/b', '', '/a/b'],
  ['/a/b', '..', '/a'],
  ['/a/b', '../../../../c', '/c'],
  ['/a/b', '../..', '/'],
  ['/a/b', '/c/./d', '/c/d'],
  ['/a/b', '..c/.d/e..', '/a/b/..c/.d/e..'],
  ['/a/b', 'c/..', '/a/b'],
  ['/a/b', '.../c', '/a/b/.../c'],
])('%s and %j', (folder, path, joined) => {
  expect(join(folder, path)).toBe(joined);
});

test.each([
  ['/a/b', '/a', true],
  ['/a', '/a', true],
  ['/a', '/', true],
  ['/', '/', true],
  ['/ab', '/a', false],
  ['/a', '/a/b', false],
])('%s within %s: %s', (path, folder, is) => {
  expect(isWithin(path, folder)).toBe(is);
});
