import { describe, expect, it } from 'vitest';
import { whole } from '../../src/bytes/in-pieces.ts';
import { rowLimits, type TreeRows } from '../../src/rootfs/tree-view.ts';
import { nodeKinds, TreeView, type TreeOptions } from '../../src/rootfs/tree-view.ts';
import { rootfsOf } from '../support/tree.ts';

const options = (part: Partial<TreeOptions>): TreeOptions => ({
  layer: 0,
  mode: 'layer',
  matches: null,
  kinds: new Set(nodeKinds),
  sort: 'name',
  unfold: 'itself',
  toggled: new Map(),
  ...part,
});

const names = (rows: TreeRows): string[] =>
  Array.from({ length: rows.length }, (_, index) => '  '.repeat(rows.row(index).depth) + rows.row(index).name);

const image = rootfsOf(
  ['app/', 'app/Main.js size 50', 'app/lib/', 'app/lib/a size 70', 'etc/', 'etc/hosts size 5', 'usr/', 'usr/z size 70'],
  ['app/lib/a size 10', '!etc', '^usr', 'new size 1', '!app/Main.js'],
);

describe('everything open, and nothing', () => {
  it('opens all, but for what was closed by hand', () => {
    const view = new TreeView(image);
    const lib = image.find('/app/lib') as number;
    expect(names(view.rows(options({ unfold: 'all' })))).toEqual([
      'app',
      '  Main.js',
      '  lib',
      '    a',
      'etc',
      '  hosts',
      'usr',
      '  z',
    ]);
    expect(names(view.rows(options({ unfold: 'all', toggled: new Map([[lib, false]]) })))).not.toContain('    a');
    expect(names(view.rows(options({ unfold: 'none' })))).toEqual(['app', 'etc', 'usr']);
  });

  it('stops opening, and says so, where nobody could read on', () => {
    const folders = Array.from({ length: 60_000 }, (_, at) => `d${at}/f size 1`);
    const rows = new TreeView(rootfsOf(folders)).rows(options({ unfold: 'all' }));
    expect(rows.limit).toBe('unfolded');
    expect(rows.length).toBeGreaterThan(rowLimits.unfolded);
    expect(rows.length).toBeLessThan(120_000);
    expect(rows.row(rows.length - 1)).toMatchObject({ expandable: true, expanded: false });
    expect(new TreeView(rootfsOf(folders)).rows(options({})).limit).toBeNull();
  });
});

describe('a directory of 200,000 entries', () => {
  const count = 200_000;
  const number = (at: number): string => String((at * 7919) % count).padStart(6, '0');
  const tree = rootfsOf(Array.from({ length: count }, (_, at) => `d/entry-${number(at)} size ${at % 500}`));
  const view = new TreeView(tree);
  const toggled = new Map([[1, true]]);

  it('opens whole, in either order', () => {
    const byName = view.rows(options({ toggled }));
    expect([byName.length, byName.limit]).toEqual([count + 1, null]);
    expect([1, 2, count].map((index) => byName.row(index).name)).toEqual([
      'entry-000000',
      'entry-000001',
      'entry-199999',
    ]);
    const bySize = view.rows(options({ toggled, sort: 'size' }));
    expect([1, 400, 401, count].map((index) => bySize.row(index).size)).toEqual([499, 499, 498, 0]);
    expect(bySize.row(2)).toMatchObject({ position: 2, setSize: count });
    expect(bySize.row(1).name < bySize.row(2).name).toBe(true);
  });

  it.each([{ sort: 'name' }, { sort: 'size' }, { mode: 'image' }] as const)(
    'may be left at many places while it is listed: %o',
    (part) => {
      const work = new TreeView(tree).rowsInPieces(options({ toggled, ...part }));
      let places = 0;
      let step = work.next();
      for (; !step.done; step = work.next()) places++;
      expect(places).toBeGreaterThan(count / 2000);
      const nodes = (rows: TreeRows): number[] => [1, 2, 777, count].map((index) => rows.nodeAt(index));
      expect(nodes(step.value)).toEqual(nodes(view.rows(options({ toggled, ...part }))));
    },
  );

  it('is listed as wanted, though what was wanted before was left in the midst of it', () => {
    const fresh = new TreeView(tree);
    const left = fresh.rowsInPieces(options({ toggled, sort: 'size' }));
    for (let step = 0; step < 120; step++) left.next();
    const rows = fresh.rows(options({ toggled, kinds: new Set(['removed']) }));
    expect([rows.length, rows.totals.files]).toEqual([0, 0]);
    expect(whole(fresh.rowsInPieces(options({ toggled }))).row(count).name).toBe('entry-199999');
  });

  it('is not sorted before it is opened', () => {
    const closed = new TreeView(tree);
    const start = process.cpuUsage();
    expect(closed.rows(options({ unfold: 'none' })).row(0)).toMatchObject({ expandable: true, expanded: false });
    const { user, system } = process.cpuUsage(start);
    const opening = process.cpuUsage();
    expect(closed.rows(options({ unfold: 'none', toggled })).length).toBe(count + 1);
    const opened = process.cpuUsage(opening);
    expect(user + system).toBeLessThan(opened.user + opened.system);
  });
});

describe('what a layer did', () => {
  const rows = new TreeView(image).rows(options({ layer: 1, unfold: 'all' }));
  const row = (name: string) => rows.row(names(rows).findIndex((one) => one.trim() === name));

  it('tells its whiteouts from what went with a folder or below an opaque one', () => {
    expect(row('etc').kind).toBe('whited out');
    expect(row('hosts').kind).toBe('removed');
    expect(row('Main.js').kind).toBe('whited out');
    expect(row('z').kind).toBe('removed');
    expect(row('usr').kind).toBe('modified');
  });

  it('says which layer each version comes from', () => {
    expect([row('a').layer, row('hosts').layer, row('new').layer]).toEqual([1, 0, 1]);
  });

  it('hides each kind by itself', () => {
    const without = (kind: (typeof nodeKinds)[number]): string[] => {
      const kinds = new Set(nodeKinds.filter((one) => one !== kind));
      return names(new TreeView(image).rows(options({ layer: 1, unfold: 'all', kinds }))).map((name) => name.trim());
    };
    expect(without('whited out')).toEqual(['app', 'lib', 'a', 'etc', 'hosts', 'new', 'usr', 'z']);
    expect(without('removed')).toEqual(['app', 'Main.js', 'lib', 'a', 'etc', 'new']);
  });
});

describe('a whiteout of what no layer below has', () => {
  const text = (rows: TreeRows): string[] =>
    Array.from({ length: rows.length }, (_, index) => {
      const { depth, name, kind, type, isAbsent } = rows.row(index);
      return `${'  '.repeat(depth)}${name} ${kind} ${type} ${isAbsent ? 'absent' : 'there'}`;
    });
  const tree = rootfsOf(
    ['app/', 'app/a size 5', 'file size 1'],
    ['!never', '!app/never', '!no/where/never', '!file/below', '!app/a', 'new size 1'],
    ['never size 2', '!app/a', '!new', 'new size 3'],
  );
  const rows = (layer: number, mode: 'layer' | 'image' = 'layer', part: Partial<TreeOptions> = {}): TreeRows =>
    new TreeView(tree).rows(options({ layer, mode, unfold: 'all', ...part }));

  it('is a row of the layer that has it, as are the folders on the way to it', () => {
    expect(text(rows(1))).toEqual([
      'app modified directory there',
      '  a whited out file there',
      '  never whited out null absent',
      'file unchanged file there',
      '  below whited out null absent',
      'never whited out null absent',
      'new added file there',
      'no unchanged directory absent',
      '  where unchanged directory absent',
      '    never whited out null absent',
    ]);
  });

  it('counts as no file and as no change', () => {
    expect(rows(1).totals).toEqual({ files: 2, size: 1, gone: 5 });
    expect(rows(1).row(0)).toMatchObject({ name: 'app', changes: 1 });
    expect(rows(1, 'layer', { kinds: new Set(['whited out']) }).totals).toEqual({ files: 1, size: 0, gone: 5 });
    expect(text(rows(1, 'layer', { kinds: new Set(['removed']) }))).toEqual([]);
  });

  it('does nothing to the image, and nothing to the layers above', () => {
    expect(names(rows(1, 'image'))).toEqual(['app', '  a', 'file', 'new']);
    expect(text(rows(2))).toEqual([
      'app unchanged directory there',
      '  a whited out null absent',
      'never added file there',
      'new modified file there',
    ]);
  });
});

describe('going through the rows', () => {
  it('finds the next name that begins with a text, whatever its case, and from the top again', () => {
    const rows = new TreeView(image).rows(options({ unfold: 'all' }));
    expect(rows.beginningWith('m', 0)).toBe(1);
    expect(rows.beginningWith('H', 0)).toBe(5);
    expect(rows.beginningWith('a', 1)).toBe(3);
    expect(rows.beginningWith('a', 4)).toBe(0);
    expect(rows.beginningWith('nothing', 0)).toBe(-1);
  });

  it('knows the folders beside a row', () => {
    const rows = new TreeView(image).rows(options({}));
    expect(rows.foldersBeside(0).map((node) => image.nameOf(node))).toEqual(['app', 'etc', 'usr']);
  });

  it('goes to the largest file, and from each to the next smaller one', () => {
    const view = new TreeView(image);
    const rows = view.rows(options({}));
    const way: string[] = [];
    for (let node = view.largest(rows.tree); node !== null; node = view.largest(rows.tree, node))
      way.push(image.pathOf(node));
    expect(way).toEqual(['/app/lib/a', '/usr/z', '/app/Main.js', '/etc/hosts']);
    const removed = view.rows(options({ layer: 1, kinds: new Set(['removed', 'whited out']) }));
    expect(image.pathOf(view.largest(removed.tree) as number)).toBe('/usr/z');
    expect(view.largest(view.rows(options({ kinds: new Set() })).tree)).toBeNull();
  });
});
