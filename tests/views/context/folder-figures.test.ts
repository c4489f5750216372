import { describe, expect, it } from 'vitest';
import { ContextKind, ContextTreeBuilder, contextTreeOf } from '../../../src/build-context/context-tree.ts';
import { sumsOf } from '../../../src/build-context/sent-sums.ts';
import { FolderFigures, type FolderColumn, type Scope } from '../../../src/views/context/folder-figures.ts';
import { bytesSoFar } from '../../../src/views/context/folder-progress.ts';
import { FolderTree } from '../../../src/views/context/folder-tree.ts';

const files = { 'src/a.ts': 10, 'src/deep/b.ts': 20, 'node_modules/x/big.js': 500, 'dist/out.js': 90, '.env': NaN };
const tree = contextTreeOf(Object.entries(files).map(([path, size]) => ({ path, size })));
const folder = new FolderTree(tree);
const nodeOf = (path: string): number => Array.from(tree.parents.keys()).find((node) => folder.pathOf(node) === path)!;

/** 1 for what begins with one of these paths. */
const leaving = (...paths: string[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(tree.parents, (_, node) => Number(paths.some((path) => folder.pathOf(node).startsWith(path))));

const figures = new FolderFigures(folder, {
  ignored: leaving('dist'),
  sums: sumsOf(tree, leaving('dist')),
  sumsAsProposed: sumsOf(tree, leaving('dist', 'node_modules', 'src/deep')),
});
const lines = (at: number, scope: Scope): string[] =>
  figures.nodesIn(at, scope, { column: 'bytes', descending: true }).map((node) => {
    const { name, files, bytes, unsized, fate } = figures.rowOf(node, scope);
    return `${name}: ${files} files, ${bytesSoFar(bytes, unsized)}, ${fate}`;
  });

describe('a folder as a tree', () => {
  it('has the children of each node, and the way to it', () => {
    expect([...folder.childrenOf(nodeOf('src'))].map((node) => folder.nameOf(node))).toEqual(['a.ts', 'deep']);
    expect(folder.wayTo(nodeOf('src/deep/b.ts')).map((node) => folder.nameOf(node))).toEqual([
      '',
      'src',
      'deep',
      'b.ts',
    ]);
    expect(folder.childrenOf(nodeOf('src/a.ts'))).toHaveLength(0);
  });

  it('counts what lies in each folder', () => {
    const counts = folder.countBelow([nodeOf('src/deep/b.ts'), nodeOf('.env')]);
    expect([0, nodeOf('src'), nodeOf('src/deep'), nodeOf('src/deep/b.ts')].map((node) => counts[node])).toEqual([
      2, 1, 1, 0,
    ]);
  });

  it('takes two hundred thousand nodes, and a depth of ten thousand', () => {
    const builder = new ContextTreeBuilder();
    let at = 0;
    for (let level = 0; level < 10_000; level++) at = builder.add(at, 'd', ContextKind.directory);
    for (let file = 0; file < 190_000; file++) builder.add(at, `${file}`, ContextKind.file, 1);
    const deep = new FolderTree(builder.finish());
    expect(deep.wayTo(at)).toHaveLength(10_001);
    expect(new FolderFigures(deep, null).bytesIn(0, 'all')).toBe(190_000);
    expect(deep.childrenOf(at)).toHaveLength(190_000);
  });
});

describe('figures of a folder', () => {
  it('are of what is sent now, with what the proposal leaves out of it', () => {
    expect(lines(0, 'now')).toEqual([
      'node_modules: 1 files, 500 B, left out as proposed',
      'src: 2 files, 30 B, in part',
      '.env: 1 files, not read, sent',
    ]);
  });

  it('are of what is sent with the proposal', () => {
    expect(lines(0, 'proposed')).toEqual(['src: 1 files, 10 B, sent', '.env: 1 files, not read, sent']);
    expect(lines(nodeOf('src'), 'proposed')).toEqual(['a.ts: 1 files, 10 B, sent']);
  });

  it('are of the whole folder', () => {
    expect(lines(0, 'all')).toEqual([
      'node_modules: 1 files, 500 B, left out as proposed',
      'dist: 1 files, 90 B, left out',
      'src: 2 files, 30 B, in part',
      '.env: 1 files, not read, sent',
    ]);
  });

  it('are the same in every scope where nothing is known of an ignore file', () => {
    const alone = new FolderFigures(folder, null);
    expect((['now', 'proposed', 'all'] as const).map((scope) => alone.filesIn(0, scope))).toEqual([5, 5, 5]);
    expect(alone.fateOf(nodeOf('dist'), 'all')).toBe('sent');
  });

  it('have empty folders in the whole folder alone', () => {
    const builder = new ContextTreeBuilder();
    builder.add(0, 'empty', ContextKind.directory);
    const empty = new FolderFigures(new FolderTree(builder.finish()), null);
    const byName = { column: 'name', descending: false } as const;
    expect(empty.nodesIn(0, 'all', byName).map((node) => empty.rowOf(node, 'all').name)).toEqual(['empty']);
    expect(empty.nodesIn(0, 'now', byName)).toEqual([]);
  });
});

describe('rows of a folder', () => {
  const names = (column: FolderColumn, descending: boolean): string[] =>
    figures.nodesIn(0, 'all', { column, descending }).map((node) => folder.nameOf(node));

  it('are sorted by name', () => {
    expect(names('name', false)).toEqual(['.env', 'dist', 'node_modules', 'src']);
    expect(names('name', true)).toEqual(['src', 'node_modules', 'dist', '.env']);
  });

  it('are sorted by files, equal ones by name', () => {
    expect(names('files', true)).toEqual(['src', '.env', 'dist', 'node_modules']);
    expect(names('files', false)).toEqual(['.env', 'dist', 'node_modules', 'src']);
  });
});

it('says of a sum whose sizes are not all known that it is the least', () => {
  expect([bytesSoFar(1200, 0), bytesSoFar(1200, 3), bytesSoFar(0, 3), bytesSoFar(0, 0)]).toEqual([
    '1.20 kB',
    '≥ 1.20 kB',
    'not read',
    '0 B',
  ]);
});

describe('what is looked for in a folder', () => {
  const found = (text: string): string[] => folder.find(text).map((node) => folder.pathOf(node));

  it('is in names, in any case of letters', () => {
    expect(found('B.TS')).toEqual(['src/deep/b.ts']);
    expect(found('deep')).toEqual(['src/deep']);
    expect(found(' ')).toEqual([]);
  });

  it('is in paths where it has a slash', () => {
    expect(found('src/d')).toEqual(['src/deep']);
    expect(found('x/big')).toEqual(['node_modules/x/big.js']);
  });
});

describe('the files in a folder', () => {
  it('are those on every level, a file itself', () => {
    const paths = (node: number): string[] => folder.filesIn(node).map((file) => folder.pathOf(file));
    expect(paths(nodeOf('src'))).toEqual(['src/a.ts', 'src/deep/b.ts']);
    expect(paths(nodeOf('src/a.ts'))).toEqual(['src/a.ts']);
    expect(paths(0)).toHaveLength(5);
    expect(folder.sums.files[nodeOf('src')]).toBe(2);
  });
});
