import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/bytes/text.ts';
import { pathBytes, PathTree } from '../../src/paths/path-tree.ts';

/**
 * 2 ** blocks names with the same FNV-1a hash below the root: from a state of the hash, two blocks of letters that lead to
 * one next state are soon found, and every choice between the two gives another name.
 */
function collidingNames(blocks: number): Uint8Array[] {
  let state = Math.imul(0x811c9dc5, 0x01000193);
  let names: number[][] = [[]];
  for (let block = 0; block < blocks; block++) {
    const seen = new Map<number, number[]>();
    for (let number = 0; ; number++) {
      const letters = [0, 3, 6, 9, 12, 15, 18, 21].map((bits) => 0x61 + ((number >> bits) & 7));
      const next = letters.reduce((hash, letter) => Math.imul(hash ^ letter, 0x01000193), state);
      const other = seen.get(next);
      seen.set(next, letters);
      if (!other) continue;
      names = names.flatMap((name) => [
        [...name, ...letters],
        [...name, ...other],
      ]);
      state = next;
      break;
    }
  }
  return names.map((name) => Uint8Array.from(name));
}

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

test('names made to share a hash of their letters alone take no longer than others', () => {
  const names = collidingNames(16);
  const tree = new PathTree();
  const start = process.cpuUsage();
  const nodes = names.map((name) => tree.intern(name));
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
  expect(new Set(nodes).size).toBe(names.length);
});

test('a path is found without being made', () => {
  const tree = new PathTree();
  const app = tree.intern(encodeText('usr/bin/app'));
  expect(tree.find(encodeText('usr/bin/app'))).toBe(app);
  expect(tree.find(encodeText(''))).toBe(0);
  expect([tree.find(encodeText('usr/bin/no')), tree.find(encodeText('no/bin/app')), tree.count]).toEqual([-1, -1, 4]);
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
