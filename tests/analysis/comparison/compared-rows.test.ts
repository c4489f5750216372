import { describe, expect, test } from 'vitest';
import { OrderedFiles, type RowOrder } from '../../../src/analysis/comparison/compared-rows.ts';
import {
  ComparedTree,
  factBuffers,
  largestChanges,
  type ComparedFilter,
} from '../../../src/analysis/comparison/compared-tree.ts';
import { swapSides } from '../../../src/analysis/comparison/compared-files.ts';
import { matchNames } from '../../../src/rootfs/match-names.ts';
import { decodeNames } from '../../../src/rootfs/node-names.ts';
import type { NodeKind } from '../../../src/rootfs/tree-state.ts';
import { compareTexts } from '../../support/compare.ts';

const before = `
  layer  A
    app/big.bin  9000
    app/lib/old.js  500
    app/lib/keep.js  700
    etc/motd  10
    usr/share/doc/a  1
`;
const after = `
  layer  A
    app/big.bin  4000
    app/lib/new.js  900
    app/lib/keep.js  700
    etc/motd  12
    usr/share/doc/a  1
`;
const tree = () => new ComparedTree(compareTexts(before, after));
const changed: NodeKind[] = ['added', 'modified', 'removed'];

function rows(
  filter: Partial<{ text: string; kinds: NodeKind[] }> = {},
  options: Partial<RowOrder & { toggled: ReadonlyMap<number, boolean> }> = {},
  of = tree(),
): string[] {
  const { names, parents } = of.files;
  const matches = filter.text ? matchNames({ kind: 'text', text: filter.text }, parents, decodeNames(names)) : null;
  const wanted: ComparedFilter = { matches, kinds: new Set(filter.kinds ?? changed) };
  const shown = of.show(wanted);
  const { column = 'difference', descending = true, toggled = new Map<number, boolean>() } = options;
  return new OrderedFiles(of, shown, { column, descending })
    .rows(toggled)
    .map(({ node, depth }) => `${'  '.repeat(depth)}${of.nameOf(node)} ${shown.before[node]} ${shown.after[node]}`);
}

test('only what changed is shown, directories with its sums, what differs most first', () => {
  expect(rows()).toEqual([
    'app 9500 4900',
    '  big.bin 9000 4000',
    '  lib 500 900',
    '    new.js 0 900',
    '    old.js 500 0',
    'etc 10 12',
  ]);
});

test('a text is found in names and, with a slash, in paths; the way to it opens', () => {
  expect(rows({ text: 'MOTD' })).toEqual(['etc 10 12', '  motd 10 12']);
  expect(rows({ text: 'lib/new' })).toEqual(['app 0 900', '  lib 0 900', '    new.js 0 900']);
  expect(rows({ text: 'nowhere' })).toEqual([]);
});

test('a directory that matches brings what is in it', () => {
  expect(rows({ text: 'etc' }, { toggled: new Map() })).toEqual(['etc 10 12', '  motd 10 12']);
});

test('kinds are switched on and off', () => {
  expect(rows({ kinds: ['removed'] })).toEqual(['app 500 0', '  lib 500 0', '    old.js 500 0']);
  expect(rows({ kinds: ['unchanged'], text: 'doc' })).toEqual(['usr 1 1', '  share 1 1', '    doc 1 1', '      a 1 1']);
  expect(rows({ kinds: [] })).toEqual([]);
});

test('sorted by name and by either size', () => {
  expect(rows({}, { column: 'name', descending: false }).filter((row) => !row.startsWith(' '))).toEqual([
    'app 9500 4900',
    'etc 10 12',
  ]);
  expect(rows({}, { column: 'after', descending: false }).filter((row) => !row.startsWith(' '))).toEqual([
    'etc 10 12',
    'app 9500 4900',
  ]);
  expect(rows({}, { column: 'before', descending: true }).filter((row) => !row.startsWith(' '))).toEqual([
    'app 9500 4900',
    'etc 10 12',
  ]);
});

describe('what the user opened and closed', () => {
  test('stays, also with the sides swapped', () => {
    const one = tree();
    const lib = [...Array(one.files.parents.length).keys()].find((node) => one.nameOf(node) === 'lib')!;
    const toggled = new Map([[lib, false]]);
    expect(rows({}, { toggled }, one)).toEqual(['app 9500 4900', '  big.bin 9000 4000', '  lib 500 900', 'etc 10 12']);
    const other = one.withFiles(swapSides(one.files));
    expect(rows({}, { toggled }, other)).toEqual([
      'app 4900 9500',
      '  big.bin 4000 9000',
      '  lib 900 500',
      'etc 12 10',
    ]);
  });
});

test('a very deep path needs no deep stack', () => {
  const deep = Array.from({ length: 3000 }, () => 'd').join('/');
  const of = new ComparedTree(compareTexts('layer  A\n', `layer  A\n  ${deep}/f  5\n`));
  expect(rows({}, {}, of)).toHaveLength(3001);
});

test('the largest changes, by what they grew or shrank', () => {
  const of = tree();
  const named = (most: number) => largestChanges(of, most).map(({ node, before, after }) => `${of.pathOf(node)} ${before} ${after}`); // prettier-ignore
  expect(named(9)).toEqual([
    '/app/big.bin 9000 4000',
    '/app/lib/new.js 0 900',
    '/app/lib/old.js 500 0',
    '/etc/motd 10 12',
  ]);
  expect(named(2)).toEqual(['/app/big.bin 9000 4000', '/app/lib/new.js 0 900']);
});

test('what a worker works out is what the page would', () => {
  const { facts, files } = tree();
  const known = new ComparedTree(files, structuredClone(facts));
  expect([known.sums, known.largest]).toEqual([tree().sums, tree().largest]);
  expect(rows({}, {}, known)).toEqual(rows());
  expect(known.show({ matches: null, kinds: new Set(changed) })).toEqual(facts.shown);
  expect(factBuffers(facts)).toHaveLength(8);
});
