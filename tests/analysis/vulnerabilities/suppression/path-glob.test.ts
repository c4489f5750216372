import { expect, test } from 'vitest';
import { pathGlob } from '../../../../src/analysis/vulnerabilities/suppression/path-glob.ts';

// As bmatcuk/doublestar documents them.
test.each([
  ['usr/lib/a.json', '/usr/lib/a.json', true],
  ['/usr/lib/a.json', '/usr/lib/a.json', true],
  ['usr/lib', '/usr/lib/a.json', false],
  ['usr/*/a.json', '/usr/lib/a.json', true],
  ['usr/*', '/usr/lib/a.json', false],
  ['**/a.json', '/a.json', true],
  ['**/a.json', '/x/y/a.json', true],
  ['**/a.json', '/x/ba.json', false],
  ['usr/**', '/usr/lib/a.json', true],
  ['usr/**/lib', '/usr/lib', true],
  ['usr/**/lib/**/b', '/usr/x/lib/y/z/b', true],
  ['**', '/anything/at/all', true],
  ['a**b', '/axxb', true],
  ['a**b', '/ax/xb', false],
  ['a?c', '/abc', true],
  ['a?c', '/a/c', false],
  ['[a-c]x', '/bx', true],
  ['[!a-c]x', '/bx', false],
  ['[^a-c]x', '/dx', true],
  ['[]]x', '/]x', true],
  ['{a,b/{c,d}}/e', '/b/d/e', true],
  ['{a,b}', '/c', false],
  ['\\{a\\}', '/{a}', true],
  ['\\*', '/a', false],
  ['*.dist-info/METADATA', '/pip-23.0.1.dist-info/METADATA', true],
])('%j on %j: %j', (glob, path, isAbout) => {
  expect(pathGlob(glob)?.(path)).toBe(isAbout);
});

test.each(['[a', 'a\\', '{a,b}'.repeat(10), 'a'.repeat(1001)])('%j is no glob', (glob) => {
  expect(pathGlob(glob)).toBeNull();
});

test('hostile globs and paths end soon', () => {
  const start = performance.now();
  expect(pathGlob('*a'.repeat(400) + 'b')?.('a'.repeat(4000))).toBe(false);
  expect(pathGlob('**/'.repeat(300) + 'b')?.('a/'.repeat(2000))).toBe(false);
  expect(pathGlob('{'.repeat(900))?.('a')).toBe(false);
  expect(performance.now() - start).toBeLessThan(5000);
});
