import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/bytes/text.ts';
import { pathBytes, PathTree } from '../../src/paths/path-tree.ts';

test('every path has one node, and a path has its parents', () => {
  const tree = new PathTree();
  expect(tree.intern(encodeText(''))).toBe(0);
  const app = tree.intern(encodeText('usr/bin/app'));
  expect(tree.intern(encodeText('usr/bin/app'))).toBe(app);
  const bin = tree.intern(encodeText('usr/bin'));
  expect(tree.parents[app]).toBe(bin);
  expect(tree.intern(encodeText('usr'))).toBe(tree.parents[bin]);
  expect(tree.count).toBe(4);
});

test('names of one spelling in two folders are two nodes', () => {
  const tree = new PathTree();
  expect(tree.intern(encodeText('a/x'))).not.toBe(tree.intern(encodeText('b/x')));
});

test('100,000 paths, across every growth of the table, come back as they were', () => {
  const tree = new PathTree();
  const paths = Array.from({ length: 100_000 }, (_, index) => `d${index % 97}/e${index % 1009}/f${index}`);
  const nodes = paths.map((path) => tree.intern(encodeText(path)));
  expect(new Set(nodes).size).toBe(paths.length);
  expect(paths.filter((path, at) => tree.intern(encodeText(path)) !== nodes[at])).toEqual([]);
  const { names, parents } = tree.finish();
  const back = nodes.map((node) => decodeText(pathBytes(names, parents, node)));
  expect(back.filter((path, at) => path !== paths[at])).toEqual([]);
  expect(parents.every((parent, node) => parent < node)).toBe(true);
});
