import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/bytes/text.ts';
import { baseNameStart, normalisePath } from '../../src/paths/normalise.ts';

test.each([
  ['etc/passwd', 'etc/passwd'],
  ['./etc/passwd', 'etc/passwd'],
  ['/etc/passwd', 'etc/passwd'],
  ['etc/', 'etc'],
  ['./', ''],
  ['.', ''],
  ['/', ''],
  ['', ''],
  ['//etc//./passwd', 'etc/passwd'],
  ['etc/.', 'etc'],
  ['.hidden', '.hidden'],
  ['a/..b/...', 'a/..b/...'],
  // Nothing is written anywhere, so these lead nowhere.
  ['../../etc/passwd', '../../etc/passwd'],
  ['a/../b', 'a/../b'],
  ['a b/c\nd', 'a b/c\nd'],
])('%j is %j', (path, normal) => {
  expect(decodeText(normalisePath(encodeText(path)))).toBe(normal);
});

test.each([
  ['passwd', 0],
  ['etc/passwd', 4],
  ['', 0],
])('the base name of %j starts at %i', (path, start) => {
  expect(baseNameStart(encodeText(path))).toBe(start);
});
