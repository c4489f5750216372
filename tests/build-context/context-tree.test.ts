import { describe, expect, test } from 'vitest';
import { ContextKind, contextPath, ContextTreeBuilder, contextTreeOf } from '../../src/build-context/context-tree.ts';

const pathsOf = (tree: ReturnType<typeof contextTreeOf>): string[] =>
  [...tree.parents.keys()].map((node) => contextPath(tree, node));

describe('ContextTree', () => {
  test('a file brings its directories, each once and before what lies in it', () => {
    const tree = contextTreeOf([{ path: 'src/lib/a.js', size: 3 }, { path: 'src/b.js', size: 4 }, { path: 'c' }]);
    expect(pathsOf(tree)).toEqual(['', 'src', 'src/lib', 'src/lib/a.js', 'src/b.js', 'c']);
    expect([...tree.kinds]).toEqual([0, 0, 0, 1, 1, 1]);
    expect([...tree.sizes]).toEqual([0, 0, 0, 3, 4, NaN]);
    expect([...tree.parents].every((parent, node) => parent < node)).toBe(true);
  });

  test('sizes and kinds may follow', () => {
    const builder = new ContextTreeBuilder();
    const directory = builder.add(0, 'closed', ContextKind.directory);
    const file = builder.add(0, 'Ä\nß', ContextKind.file);
    builder.setKind(directory, ContextKind.unreadable);
    builder.setSize(file, 20e9);
    const tree = builder.finish();
    expect(contextPath(tree, file)).toBe('Ä\nß');
    expect([...tree.kinds]).toEqual([ContextKind.directory, ContextKind.unreadable, ContextKind.file]);
    expect(tree.sizes[file]).toBe(20e9);
  });

  test('a path of 3,000 levels, and 100,000 files in one directory', { timeout: 10_000 }, () => {
    expect(contextTreeOf([{ path: 'a/'.repeat(3000) + 'b' }]).parents.length).toBe(3002);
    const many = Array.from({ length: 100_000 }, (_, number) => ({ path: `x/${number}` }));
    expect(contextTreeOf(many).parents.length).toBe(100_002);
  });
});
