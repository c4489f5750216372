import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/bytes/text.ts';
import { baseNameStart, normalisePath, plainBaseName } from '../../src/paths/normalise.ts';

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

test('a path is plain where nothing has to be put in order, and then its base name is where the other says', () => {
  // All paths of up to six letters out of these, as parts of a longer text.
  let paths = [''];
  for (let length = 0; length < 6; length++) {
    for (const path of paths) {
      const bytes = encodeText(`/.${path}./`);
      const inner = encodeText(path);
      const base = plainBaseName(bytes, 2, 2 + inner.length);
      const isPlain = decodeText(normalisePath(inner)) === path;
      expect([path, base]).toEqual([path, isPlain ? 2 + baseNameStart(inner) : -1]);
    }
    paths = paths.flatMap((path) => ['/', '.', 'a'].map((letter) => path + letter));
  }
});

test.each([
  ['passwd', 0],
  ['etc/passwd', 4],
  ['', 0],
])('the base name of %j starts at %i', (path, start) => {
  expect(baseNameStart(encodeText(path))).toBe(start);
});
