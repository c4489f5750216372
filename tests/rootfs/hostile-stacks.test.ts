// Stacks of layers made to take long or to fill the memory.
import { describe, expect, test } from 'vitest';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { encodeText } from '../../src/bytes/text.ts';
import { EntryTypeCode, type LayerTable } from '../../src/layer/layer-table.ts';
import { packXattrs } from '../../src/layer/xattrs.ts';
import { LayerTableBuilder } from '../../src/layer/layer-table-builder.ts';
import { layerChanges } from '../../src/report/build-report.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { stackLimits, type StackLimit, type StackLimits } from '../../src/rootfs/stack-limits.ts';
import { LayerStack, type StackedLayers } from '../../src/rootfs/stack.ts';
import { matchNames } from '../../src/rootfs/match-names.ts';
import type { NameFilter } from '../../src/rootfs/name-filter.ts';
import { decodeNames } from '../../src/rootfs/node-names.ts';
import { nodeKinds } from '../../src/rootfs/tree-state.ts';
import { rowLimits, TreeView } from '../../src/rootfs/tree-view.ts';

interface Rows {
  readonly files?: Iterable<string>;
  readonly size?: number;
  readonly links?: Iterable<readonly [string, string]>;
  readonly whiteouts?: Iterable<string>;
  readonly opaques?: Iterable<string>;
}

const attributes = { mode: 0o644, uid: 0, gid: 0, mtime: 0, offset: 0, headerSize: 512 };
const noLink = new Uint8Array(0);

function layer({ files = [], size = 1, links = [], whiteouts = [], opaques = [] }: Rows): LayerTable {
  const builder = new LayerTableBuilder();
  const { file, hardlink } = EntryTypeCode;
  for (const path of files) builder.add({ path: encodeText(path), link: noLink, type: file, size, ...attributes });
  for (const [path, target] of links) {
    builder.add({ path: encodeText(path), link: encodeText(target), type: hardlink, size: 0, ...attributes });
  }
  for (const path of whiteouts) builder.whiteouts.push(encodeText(path));
  for (const path of opaques) builder.opaques.push(encodeText(path));
  return builder.finish(0);
}

function* names(count: number, prefix: string): Generator<string> {
  for (let number = 0; number < count; number++) yield `${prefix}${number}`;
}

const times = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

function stackLayers(tables: readonly LayerTable[], limits = stackLimits as StackLimits): StackedLayers {
  const stack = new LayerStack(limits);
  for (const table of tables) stack.push(table);
  return stack.finish();
}

/** Time of the processor: that of the clock depends on what else runs on the machine. */
function timed<T>(work: () => T): { result: T; ms: number } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { result, ms: (user + system) / 1000 };
}

/** Without what is tested here, the cases would take minutes. */
const longest = 20_000;

const allKinds = new Set(nodeKinds);
const shown = {
  layer: 0,
  mode: 'image',
  matches: null,
  kinds: allKinds,
  sort: 'size',
  unfold: 'itself',
  toggled: new Map(),
} as const;

describe('marks cost what they take away', () => {
  const large = layer({ files: names(100_000, 'd/f') });

  test.each<[string, () => LayerTable[], object]>([
    [
      '10,000 layers, each with an opaque mark over a directory that once held 100,000 files',
      () => [large, ...times(10_000, () => layer({ files: ['d/new'], opaques: ['d'] }))],
      { deleted: 109_999, visible: 1, overwritten: 0 },
    ],
    [
      '10,000 layers, each with a whiteout of that directory',
      () => [large, ...times(10_000, () => layer({ files: ['d/new'], whiteouts: ['d'] }))],
      { deleted: 109_999, visible: 1, overwritten: 0 },
    ],
    [
      'a million whiteouts of one directory in one layer',
      () => [large, layer({ whiteouts: times(1_000_000, () => 'd') })],
      { deleted: 100_000, visible: 0, overwritten: 0 },
    ],
    [
      'a million opaque marks of one directory in one layer',
      () => [large, layer({ opaques: times(1_000_000, () => 'd') })],
      { deleted: 100_000, visible: 0, overwritten: 0 },
    ],
    [
      'a directory that becomes a file and a directory again, 10,000 times in one layer',
      () => [large, layer({ files: times(20_000, (at) => (at % 2 === 0 ? 'd' : 'd/x')) })],
      { deleted: 0, visible: 1, overwritten: 119_999 },
    ],
  ])('%s', (_, make, sizes) => {
    const tables = make();
    const { result, ms } = timed(() => analyseImage(tables));
    expect(result.cut).toBeNull();
    expect(result.analysis.sizes).toMatchObject(sizes);
    expect(ms).toBeLessThan(longest);
  });
});

describe('many layers', () => {
  test('10,000 layers that write the same 100 files: history and changes of each are read quickly', () => {
    const tables = times(10_000, () => layer({ files: names(100, 'f') }));
    const { result, ms } = timed(() => {
      const { rootfs, analysis } = analyseImage(tables);
      const image = new Rootfs(rootfs);
      const changes = times(10_000, (at) => [...layerChanges(image, at)].length);
      return { analysis, changes };
    });
    expect(result.analysis.layers).toHaveLength(10_000);
    expect(result.analysis.sizes).toMatchObject({ stored: 1_000_000, visible: 100, overwritten: 999_900 });
    expect(new Set(result.changes)).toEqual(new Set([100]));
    expect(ms).toBeLessThan(longest);
  });
});

describe('large and deep directories', () => {
  test('a million files in one directory: stacked, listed, and walked', () => {
    const { result, ms } = timed(() => {
      const { rootfs } = stackLayers([layer({ files: names(1_000_000, 'd/f') })]);
      const image = new Rootfs(rootfs);
      const rows = new TreeView(image).rows(shown);
      const { length, left, limit, totals } = rows;
      return { below: image.subtree(image.find('/d')!).length, rows: length, left, limit, files: totals.files };
    });
    // No browser lays out a list of a million rows: the list says that it ends early, and how many it leaves out.
    expect(result).toEqual({ below: 1_000_001, rows: rowLimits.rows, left: 500_001, limit: 'rows', files: 1_000_000 });
    expect(ms).toBeLessThan(longest);
  });

  test('4,096 levels, 20,000 files at the bottom: a filter with slashes looks at the end of a path only', () => {
    const deep = 'a/'.repeat(4095);
    const { rootfs } = stackLayers([layer({ files: names(20_000, deep) })]);
    const view = new TreeView(new Rootfs(rootfs));
    const found = (filter: NameFilter): number => {
      const matches = matchNames(filter, rootfs.parents, decodeNames(rootfs.names));
      return view.rows({ ...shown, matches }).totals.files;
    };
    const { result, ms } = timed(() => [
      found({ kind: 'text', text: 'a/1' }),
      found({ kind: 'glob', text: 'a/1*' }),
      found({ kind: 'regexp', text: 'a/1\\d*$' }),
    ]);
    expect(result).toEqual([11_111, 11_111, 11_111]);
    expect(ms).toBeLessThan(longest);
  });
});

describe('links that lead nowhere or in a circle show no bytes', () => {
  test.each<[string, Rows]>([
    ['to itself', { links: [['a', 'a']] }],
    ['two in a circle', { links: [['a', 'b'], ['b', 'a']] }], // prettier-ignore
    ['to a directory', { files: ['d/f'], links: [['a', 'd']] }],
    ['to the root', { links: [['a', '']] }],
    ['to what is not there', { links: [['a', 'no/where']] }],
    ['to the directory it stands in', { links: [['d/a', 'd']] }],
    ['to the file that it replaces', { files: ['a'], links: [['a', 'a']] }],
  ])('%s', (_, rows) => {
    const { analysis } = analyseImage([layer(rows)]);
    const { stored, visible, overwritten, deleted } = analysis.sizes;
    expect(stored).toBe([...(rows.files ?? [])].length);
    expect(visible + overwritten + deleted).toBe(stored);
  });

  test('to an entry that comes later: as unpackers do, it is not waited for', () => {
    const early = layer({ links: [['a', 'b']] });
    const { rootfs, analysis } = analyseImage([early, layer({ files: ['b'] })]);
    expect(analysis.sizes).toMatchObject({ stored: 1, visible: 1 });
    const [copy] = new Rootfs(rootfs).storedCopies();
    expect(new Rootfs(rootfs).visibleNames(new Set([copy!.event])).size).toBe(1);
  });
});

test('names that JavaScript objects know, and names that differ in case or normalization alone, stay apart', () => {
  const files = ['__proto__', 'constructor', 'toString', 'A', 'a', 'e\u0301', '\u00e9', '__proto__2/__proto__'];
  const image = new Rootfs(stackLayers([layer({ files })]).rootfs);
  const found = files.map((path) => image.find(`/${path}`));
  expect(found).not.toContain(null);
  expect(new Set(found).size).toBe(files.length);
  expect(image.find('/hasOwnProperty')).toBeNull();
  expect(new TreeView(image).rows(shown).length).toBe(files.length + 1);
});

describe('limits of the whole: what stands before is stacked, the rest is not', () => {
  test('sizes whose sum is not exact any more', () => {
    const half = 2 ** 52;
    const { cut, analysis } = analyseImage([
      layer({ files: ['a'], size: half }),
      layer({ files: ['b', 'c', 'd'], size: half - 1 }),
      layer({ files: ['e'] }),
    ]);
    expect(cut).toEqual({ layer: 1, ...stackLimits.claimed });
    expect(analysis.sizes).toMatchObject({ stored: Number.MAX_SAFE_INTEGER, visible: Number.MAX_SAFE_INTEGER });
    expect(analysis.layers.map(({ added }) => added)).toEqual([1, 1, 0]);
  });

  test('long paths, each of thousands of directories', () => {
    const long = (at: number): string => `${at}${'/d'.repeat(4000)}`;
    const { cut, analysis } = analyseImage([layer({ files: times(2000, long) })]);
    expect(cut).toEqual({ layer: 0, ...stackLimits.pathBytes });
    expect(analysis.layers[0]!.added).toBeGreaterThan(10);
    expect(analysis.layers[0]!.added).toBeLessThan(2000);
  });

  const below = (changed: Partial<Record<keyof StackLimits, number>>): StackLimits => {
    const entries = Object.entries(stackLimits) as [keyof StackLimits, StackLimit][];
    const limits = entries.map(([key, value]) => [key, { ...value, limit: changed[key] ?? value.limit }]);
    return Object.fromEntries(limits) as unknown as StackLimits;
  };

  test('more paths than fit', () => {
    const limits = below({ nodes: 50 });
    const { cut, changes } = stackLayers(
      times(3, (at) => layer({ files: names(20, `${at}-`) })),
      limits,
    );
    expect(cut).toEqual({ layer: 2, ...limits.nodes });
    expect(changes.map(({ added }) => added)).toEqual([20, 20, 10]);
  });

  test('more names than fit, the same ones again and again', () => {
    const limits = below({ names: 100 });
    const { cut, changes } = stackLayers(
      times(3, () => layer({ files: ['x'.repeat(40)] })),
      limits,
    );
    expect(cut).toEqual({ layer: 2, ...limits.names });
    expect(changes.map(({ added, modified }) => added + modified)).toEqual([1, 1, 0]);
  });

  test('attributes count among the names of all layers', () => {
    const limits = below({ names: 100 });
    const withAttribute = (): LayerTable => {
      const builder = new LayerTableBuilder();
      builder.addXattrs(packXattrs(new Map([['user.a', new Uint8Array(40)]])));
      builder.add({ path: encodeText('f'), link: noLink, type: EntryTypeCode.file, size: 1, ...attributes });
      return builder.finish(0);
    };
    const { cut, changes } = stackLayers(times(3, withAttribute), limits);
    expect(cut).toEqual({ layer: 1, ...limits.names });
    expect(changes.map(({ added, modified }) => added + modified)).toEqual([1, 0, 0]);
  });

  test('marks and links make no paths beyond the limit', () => {
    const limits = below({ nodes: 50 });
    const marks = layer({ whiteouts: names(1000, 'w'), opaques: names(1000, 'o') });
    const links = layer({ files: ['a'], links: [...names(30, 'l')].map((path) => [path, `no/${path}`] as const) });
    expect(stackLayers([marks], limits)).toMatchObject({ cut: { layer: 0 }, rootfs: { parents: { length: 51 } } });
    expect(stackLayers([links], limits)).toMatchObject({ cut: null, rootfs: { parents: { length: 32 } } });
  });

  test('more changes than fit: the same paths again and again', () => {
    const limits = below({ events: 50 });
    const again = layer({ files: names(30, 'x') });
    const { cut, rootfs, changes } = stackLayers([again, again, again], limits);
    expect(cut).toEqual({ layer: 1, ...limits.events });
    expect(rootfs.eventLayers.length).toBe(51);
    expect(changes.map(({ added, modified }) => [added, modified])).toEqual([
      [30, 0],
      [0, 21],
      [0, 0],
    ]);
  });

  test('more whiteouts of nothing than changes fit: each path once in a layer', () => {
    const limits = below({ events: 30 });
    const marks = layer({ files: names(20, 'f'), whiteouts: [...names(10, 'w'), ...names(5, 'w')] });
    expect(stackLayers([marks], limits)).toMatchObject({ cut: null, rootfs: { eventLayers: { length: 30 } } });
    const more = layer({ files: names(20, 'f'), whiteouts: names(20, 'w') });
    const { cut, rootfs, changes } = stackLayers([more, layer({ files: ['b'] })], limits);
    expect(cut).toEqual({ layer: 0, ...limits.events });
    expect(rootfs.eventLayers.length).toBe(31);
    expect(changes.map(({ added, modified, removed }) => [added, modified, removed])).toEqual([
      [20, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('a deep path that comes and goes makes as many changes as it has directories, however often', () => {
    const deep = `d${'/d'.repeat(400)}`;
    const again = layer({ files: times(4000, (at) => (at % 2 === 0 ? deep : 'd')) });
    const { cut, rootfs } = stackLayers([again, again]);
    expect(cut).toBe(null);
    expect(rootfs.eventLayers.length).toBeLessThan(2 * (4000 + 2 * 401));
  });
});

test('an entry that makes the root a file changes nothing', () => {
  const { rootfs: columns, changes } = stackLayers([layer({ files: ['a', ''], size: 5 }), layer({ files: [''] })]);
  const rootfs = new Rootfs(columns);
  expect(rootfs.isThere(rootfs.find('/a')!)).toBe(true);
  expect(changes.map(({ added, modified, removed }) => [added, modified, removed])).toEqual([
    [1, 0, 0],
    [0, 0, 0],
  ]);
  expect(columns.eventSizes.reduce((sum, size) => sum + size, 0)).toBe(5);
  expect([...rootfs.eventsOfLayer(1)]).toEqual([]);
});
