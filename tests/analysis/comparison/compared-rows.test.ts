import { describe, expect, test } from 'vitest';
import { OrderedFiles, type ComparedRows, type RowOrder } from '../../../src/analysis/comparison/compared-rows.ts';
import {
  ComparedTree,
  factBuffers,
  largestChanges,
  type ComparedFilter,
  type ShownFiles,
} from '../../../src/analysis/comparison/compared-tree.ts';
import { noType } from '../../../src/analysis/comparison/compared-files.ts';
import { whole, type InPieces } from '../../../src/bytes/in-pieces.ts';
import { StringColumnBuilder } from '../../../src/bytes/string-column.ts';
import { encodeText } from '../../../src/bytes/text.ts';
import { EntryTypeCode } from '../../../src/layer/layer-table.ts';
import { matchNames } from '../../../src/rootfs/match-names.ts';
import { decodeNames } from '../../../src/rootfs/node-names.ts';
import { rowLimits } from '../../../src/rootfs/tree-rows.ts';
import { NodeKindCode, type NodeKind } from '../../../src/rootfs/tree-state.ts';
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

function list(
  filter: Partial<{ text: string; kinds: NodeKind[] }> = {},
  options: Partial<RowOrder & { toggled: ReadonlyMap<number, boolean> }> = {},
  of = tree(),
): { shown: ShownFiles; rows: ComparedRows } {
  const { names, parents } = of.files;
  const matches = filter.text ? matchNames({ kind: 'text', text: filter.text }, parents, decodeNames(names)) : null;
  const wanted: ComparedFilter = { matches, kinds: new Set(filter.kinds ?? changed) };
  const shown = of.show(wanted);
  const { column = 'difference', descending = true, toggled = new Map<number, boolean>() } = options;
  return { shown, rows: whole(new OrderedFiles(of, shown, { column, descending }).rows(toggled)) };
}

const all = ({ rows }: { rows: ComparedRows }) => Array.from({ length: rows.length }, (_, index) => rows.row(index));

function rows(...[filter, options, of = tree()]: Parameters<typeof list>): string[] {
  const found = list(filter, options, of);
  const { before, after } = found.shown;
  return all(found).map(({ node, depth }) => `${'  '.repeat(depth)}${of.nameOf(node)} ${before[node]} ${after[node]}`);
}

test('a row says where it stands, and the keys find their way by it', () => {
  const of = tree();
  const found = list({}, {}, of);
  const places = all(found).map(({ node, depth, position, setSize, expandable, expanded, type }) => [of.nameOf(node), type, depth, position, setSize, expandable, expanded]); // prettier-ignore
  expect(places).toEqual([
    ['app', 'directory', 0, 1, 2, true, true],
    ['big.bin', 'file', 1, 1, 2, false, false],
    ['lib', 'directory', 1, 2, 2, true, true],
    ['new.js', 'file', 2, 1, 2, false, false],
    ['old.js', 'file', 2, 2, 2, false, false],
    ['etc', 'directory', 0, 2, 2, true, false],
  ]);
  const { rows } = found;
  expect([rows.parentOf(4), rows.parentOf(2), rows.parentOf(0)]).toEqual([2, 0, -1]);
  expect([rows.beginningWith('O', 0), rows.beginningWith('l', 3), rows.beginningWith('x', 0)]).toEqual([4, 2, -1]);
  expect(rows.foldersBeside(0).map((node) => of.nameOf(node))).toEqual(['app', 'etc']);
  const motd = [...Array(of.files.parents.length).keys()].find((node) => of.nameOf(node) === 'motd')!;
  expect(rows.nearestTo(motd)).toBe(5);
});

test('a directory that became a file still shows what was removed from it', () => {
  const of = new ComparedTree(compareTexts('layer  A\n  etc/conf/a  5\n', 'layer  A\n  etc/conf  7\n'));
  expect(rows({}, {}, of)).toEqual(['etc 5 7', '  conf 5 7', '    a 5 0']);
});

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
    const other = whole(one.swapped());
    expect(rows({}, { toggled }, other)).toEqual([
      'app 4900 9500',
      '  big.bin 4000 9000',
      '  lib 900 500',
      'etc 12 10',
    ]);
  });
});

test('swapped, it says what the two say when they are compared the other way round', () => {
  // A directory that became a file, and a file that became a directory, count otherwise from the other side.
  const turning: [string, string] = [
    `${before}    srv  5\n    opt/tool/run  30\n`,
    `${after}    srv/data  60\n    opt/tool  7\n`,
  ];
  const swapped = whole(new ComparedTree(compareTexts(...turning)).swapped());
  const compared = new ComparedTree(compareTexts(turning[1], turning[0]));
  const changesOf = (of: ComparedTree) => of.largest.map(({ node, ...sizes }) => ({ path: of.pathOf(node), ...sizes }));
  expect(swapped.sums).toEqual(compared.sums);
  expect(changesOf(swapped)).toEqual(changesOf(compared));
  expect(rows({}, {}, swapped)).toEqual(rows({}, {}, compared));
  expect(compared.sums).not.toEqual(new ComparedTree(compareTexts(...turning)).sums);
});

describe('a directory of many files', () => {
  const count = 40_000;
  const list = (sizeOf: (at: number) => number): string =>
    Array.from({ length: count }, (_, at) => `  d/f${(at * 7919) % count}  ${sizeOf(at)}\n`).join('');
  const of = new ComparedTree(compareTexts(`layer  A\n${list((at) => at % 50)}`, `layer  A\n${list((at) => (at * 7) % 90)}`)); // prettier-ignore
  const shown = of.show({ matches: null, kinds: new Set(changed) });
  const columns = ['name', 'before', 'after', 'difference'] as const;
  const orders = columns.flatMap((column) => [true, false].map((descending) => ({ column, descending })));
  const listed = (order: RowOrder) => new OrderedFiles(of, shown, order).rows(new Map());

  /** By a column, then by what was moved, where that is the column; what is equal by name. */
  function expected({ column, descending }: RowOrder): string[] {
    const { before, after, moved } = shown;
    const weights = (node: number): number[] => {
      if (column === 'difference') return [Math.abs(after[node]! - before[node]!), moved[node]!];
      return column === 'name' ? [] : [{ before, after }[column][node]!];
    };
    const rows = of.firstShown(1, shown).map((node) => ({ name: of.nameOf(node), weights: weights(node) }));
    const sign = descending ? -1 : 1;
    rows.sort((a, b) => {
      const heavier = a.weights.map((weight, at) => weight - b.weights[at]!).find((difference) => difference !== 0);
      if (heavier !== undefined) return sign * heavier;
      return (column === 'name' ? sign : 1) * (a.name < b.name ? -1 : 1);
    });
    return rows.map(({ name }) => name);
  }

  test.each(orders)('has the order that comparing them gives: %o', (order) => {
    const rows = whole(listed(order));
    expect([of.nameOf(1), rows.length]).toEqual(['d', of.firstShown(1, shown).length + 1]);
    expect(Array.from({ length: rows.length - 1 }, (_, at) => of.nameOf(rows.nodeAt(at + 1)))).toEqual(expected(order));
  });

  test('may be left at many places while it is filtered and listed', () => {
    const places = (work: InPieces<unknown>): number => {
      let count = 0;
      while (!work.next().done) count++;
      return count;
    };
    const kinds = new Set<NodeKind>(['modified']);
    expect(places(new ComparedTree(of.files).showInPieces({ matches: null, kinds }))).toBeGreaterThan(3);
    for (const order of orders) expect(places(listed(order))).toBeGreaterThan(count / 8192);
  });

  test('is not sorted before it is opened', () => {
    const closed = new OrderedFiles(of, shown, orders[0]!).rows(new Map([[1, false]]));
    let steps = 0;
    for (let step = closed.next(); !step.done; step = closed.next()) steps++;
    expect(steps).toBeLessThan(3);
  });
});

test('a file that was a directory holds what was removed from it, and that alone', () => {
  const of = new ComparedTree(compareTexts('layer  A\n  etc/conf/a  5\n', 'layer  A\n  etc/conf  7\n'));
  const holds = (kinds: NodeKind[]): string[] => {
    const { holds } = of.show({ matches: null, kinds: new Set(kinds) });
    return [...holds.keys()].filter((node) => holds[node]).map((node) => of.pathOf(node));
  };
  expect(holds(['removed'])).toEqual(['/', '/etc', '/etc/conf']);
  expect(holds(['modified'])).toEqual(['/', '/etc']);
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
  expect(factBuffers(facts)).toHaveLength(9);
});

describe('more rows than are listed', () => {
  const [folder, next, count] = [1, 600_002, 600_007];

  /** A folder of 600,000 files, and one behind it of four, all of them new. */
  function largeTree(): ComparedTree {
    const names = new StringColumnBuilder();
    const parents = new Int32Array(count);
    const typesAfter = new Uint8Array(count).fill(EntryTypeCode.file);
    for (let node = 0; node < count; node++) {
      names.push(encodeText(`n${node}`));
      if (node > folder && node !== next) parents[node] = node < next ? folder : next;
    }
    for (const node of [0, folder, next]) typesAfter[node] = EntryTypeCode.directory;
    return new ComparedTree({
      ...compareTexts(before, after),
      ...{ names: names.finish(), parents, typesAfter, typesBefore: new Uint8Array(count).fill(noType) },
      ...{ sizesBefore: new Float64Array(count), sizesAfter: new Float64Array(count).fill(1) },
      ...{ kinds: new Uint8Array(count).fill(NodeKindCode.added), differences: new Uint16Array(count) },
    });
  }

  test('how many are left is known, those in open folders behind the end too', () => {
    const of = largeTree();
    const listed = (open: number[]) => {
      const toggled = new Map([folder, next].map((node) => [node, open.includes(node)]));
      const { rows } = list({}, { column: 'name', descending: false, toggled }, of);
      return [rows.length, rows.left];
    };
    expect(listed([folder, next])).toEqual([rowLimits.rows, 600_006 - rowLimits.rows]);
    expect(listed([folder])).toEqual([rowLimits.rows, 600_002 - rowLimits.rows]);
    expect(listed([next])).toEqual([6, 0]);
  });
});
