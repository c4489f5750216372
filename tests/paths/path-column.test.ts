import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/bytes/text.ts';
import { baseNameStart } from '../../src/paths/normalise.ts';
import { pathAt, PathColumnBuilder, type PathColumn } from '../../src/paths/path-column.ts';

function push(builder: PathColumnBuilder, paths: readonly string[]): void {
  for (const path of paths) {
    const bytes = encodeText(path);
    builder.push(bytes, 0, baseNameStart(bytes), bytes.length);
  }
}

const texts = (column: PathColumn): string[] =>
  Array.from(column.directoryOf, (_, index) => decodeText(pathAt(column, index)));

const paths = ['', 'a', 'a/b', 'x/y/z', 'a/c', 'a', 'x/y/w', 'a/b/c', 'aa/b', 'x/y/z'];

test('paths come back as they were given, and a directory is kept once', () => {
  const builder = new PathColumnBuilder();
  push(builder, paths);
  const column = builder.finish();
  expect(texts(column)).toEqual(paths);
  expect(column.directories.ends).toHaveLength(5);
});

test('a part of larger bytes is a path of its own', () => {
  const builder = new PathColumnBuilder();
  const bytes = encodeText('./usr/lib/x/');
  builder.push(bytes, 2, 10, 11);
  expect(texts(builder.finish())).toEqual(['usr/lib/x']);
});

test('20,000 directories are told apart, and found again', () => {
  const builder = new PathColumnBuilder();
  const many = Array.from({ length: 60_000 }, (_, index) => `d${index % 20_000}/e/f${index}`);
  push(builder, many);
  const column = builder.finish();
  expect(column.directories.ends).toHaveLength(20_000);
  expect(texts(column)).toEqual(many);
});

test('an emptied column knows nothing of what was in it', () => {
  const builder = new PathColumnBuilder();
  push(builder, paths);
  const first = builder.finish();
  expect(builder.reset(1_000_000)).toBe(true);
  push(builder, ['q/r', 'a/b']);
  const second = builder.finish();
  expect(texts(second)).toEqual(['q/r', 'a/b']);
  expect(second.directories.ends).toHaveLength(2);
  expect(texts(first)).toEqual(paths);
});

test('what is too large to keep says so', () => {
  const builder = new PathColumnBuilder();
  push(builder, paths);
  expect(builder.reset(1000)).toBe(false);
});
