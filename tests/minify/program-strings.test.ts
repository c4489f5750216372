import { expect, test } from 'vitest';
import { StringFinder } from '../../src/minify/program-strings.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function found(text: string, pieceLength: number): { libraries: string[]; paths: string[] } {
  const finder = new StringFinder();
  const all = bytes(text);
  for (let at = 0; at < all.length; at += pieceLength) finder.take(all.subarray(at, at + pieceLength));
  return { libraries: [...finder.libraries].sort(), paths: [...finder.paths].sort() };
}

const text =
  '\x7fELF\0libz.so.1\0x\0/etc/a.conf\0//\0/b\0not/c\0 /d/e\0plain.so\0.so\0a b.so\0odd.sofa\0/very/long\x01\0/end.so\0/cut.so';
const names = { libraries: ['libz.so.1', 'plain.so'], paths: ['/end.so', '/etc/a.conf'] };

test('names of libraries and absolute paths that a NUL begins and ends', () => {
  expect(found(text, text.length)).toEqual(names);
});

test('at every place where two pieces meet', () => {
  for (let start = 0; start < 12; start++) {
    const moved = '.'.repeat(start) + text;
    for (const length of [1, 2, 3, 5, 7, 16, 31, 64]) expect(found(moved, length), `${start} ${length}`).toEqual(names);
  }
});

test('at the start of a part, which no NUL stands in front of', () => {
  const finder = new StringFinder();
  finder.take(bytes('cut off'));
  finder.begin();
  finder.take(bytes('/etc/a.conf\0'));
  finder.begin();
  finder.take(bytes('libz.so\0'));
  expect([[...finder.paths], [...finder.libraries]]).toEqual([['/etc/a.conf'], ['libz.so']]);
});
