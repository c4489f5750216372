import { describe, expect, it } from 'vitest';
import { EntryTypeCode } from '../../src/layer/layer-table.ts';
import { matchNames } from '../../src/rootfs/match-names.ts';
import { decodeNames } from '../../src/rootfs/node-names.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
import { modeText, nodeKinds, TreeView, type TreeOptions, type TreeRows } from '../../src/rootfs/tree-view.ts';
import { rootfsOf } from '../support/tree.ts';

const all = new Set(nodeKinds);

function options(part: Partial<TreeOptions>): TreeOptions {
  return {
    layer: 0,
    mode: 'layer',
    matches: null,
    kinds: all,
    sort: 'name',
    unfold: 'itself',
    toggled: new Map(),
    ...part,
  };
}

/** What a text finds. */
function found(tree: Rootfs, text: string): Uint8Array {
  return matchNames({ kind: 'text', text }, tree.columns.parents, decodeNames(tree.columns.names));
}

/** Everything open. */
function openAll(tree: Rootfs): Map<number, boolean> {
  return new Map(Array.from({ length: tree.nodeCount }, (_, node) => [node, true]));
}

/** The rows as text: two blanks per level, name, kind, size, and what vanished. */
function text(rows: TreeRows): string[] {
  return Array.from({ length: rows.length }, (_, index) => {
    const { depth, name, kind, size, gone } = rows.row(index);
    return `${'  '.repeat(depth)}${name} ${kind} ${size}${gone ? ` -${gone}` : ''}`;
  });
}

const image = rootfsOf(
  [
    'etc/',
    'etc/hosts size 10',
    'etc/passwd size 20',
    'var/',
    'var/cache/',
    'var/cache/a size 100',
    'var/cache/b size 200',
  ],
  ['etc/', 'etc/passwd size 25', 'app/', 'app/main size 1000', '!var/cache'],
  ['app/', 'app/link -> main'],
);

describe('what a layer changed', () => {
  it('marks added, modified and removed; a directory is modified by what lies below it', () => {
    const rows = new TreeView(image).rows(options({ layer: 1, toggled: openAll(image) }));
    expect(text(rows)).toEqual([
      'app added 1000',
      '  main added 1000',
      'etc modified 25',
      '  passwd modified 25',
      'var modified 0 -300',
      '  cache whited out 0 -300',
      '    a removed 0 -100',
      '    b removed 0 -200',
    ]);
    expect(rows.totals).toEqual({ files: 4, size: 1025, gone: 300 });
  });

  it('counts changed files below a directory', () => {
    const rows = new TreeView(image).rows(options({ layer: 1, toggled: openAll(image) }));
    expect([0, 2, 4].map((index) => rows.row(index).changes)).toEqual([1, 1, 2]);
  });

  it('calls a directory modified whose mode changed, and passes over one that was only listed', () => {
    const tree = rootfsOf(['a/ mode 755', 'b/'], ['b/', 'b/x size 1', 'a/']);
    const changed = rootfsOf(['a/'], ['a mode 700']);
    expect(text(new TreeView(tree).rows(options({ layer: 1 })))).toEqual(['b modified 1', '  x added 1']);
    expect(text(new TreeView(changed).rows(options({ layer: 1 })))).toEqual(['a modified 0']);
  });

  it('describes a link and the rights of a row', () => {
    const rows = new TreeView(image).rows(options({ layer: 2, toggled: openAll(image) }));
    expect(rows.row(1)).toMatchObject({
      name: 'link',
      type: 'symlink',
      link: 'main',
      mode: 'lrw-r--r--',
      expandable: false,
    });
    expect(rows.row(0)).toMatchObject({ type: 'directory', mode: 'drwxr-xr-x', expandable: true, expanded: true });
  });

  it('shows a removed file as it was before, also when it was changed in between', () => {
    const tree = rootfsOf(['f size 5'], ['f size 7'], ['!f']);
    expect(text(new TreeView(tree).rows(options({ layer: 2 })))).toEqual(['f whited out 0 -7']);
  });

  it('shows a file that is written over a removed one as modified', () => {
    const tree = rootfsOf(['f size 5'], ['!f', 'f size 9']);
    expect(text(new TreeView(tree).rows(options({ layer: 1 })))).toEqual(['f modified 9']);
  });

  it('keeps the bytes of a removed name whose data lives on under another', () => {
    const tree = rootfsOf(['a size 50', 'b = a'], ['!a'], ['!b']);
    const view = new TreeView(tree);
    expect(text(view.rows(options({ layer: 0 })))).toEqual(['a added 50', 'b added 0']);
    expect(text(view.rows(options({ layer: 1 })))).toEqual(['a whited out 0']);
    expect(text(view.rows(options({ layer: 1, mode: 'image' })))).toEqual(['a whited out 0', 'b unchanged 50']);
    expect(text(view.rows(options({ layer: 2 })))).toEqual(['b whited out 0 -50']);
  });

  it('has no rows where a layer changed nothing', () => {
    expect(new TreeView(rootfsOf(['a size 1'], [])).rows(options({ layer: 1 })).length).toBe(0);
  });
});

describe('the image up to a layer', () => {
  it('merges the layers below, with the changes of this one marked', () => {
    const rows = new TreeView(image).rows(options({ layer: 1, mode: 'image', toggled: openAll(image) }));
    expect(text(rows)).toEqual([
      'app added 1000',
      '  main added 1000',
      'etc modified 35',
      '  hosts unchanged 10',
      '  passwd modified 25',
      'var modified 0 -300',
      '  cache whited out 0 -300',
      '    a removed 0 -100',
      '    b removed 0 -200',
    ]);
    expect(rows.totals.size).toBe(1035);
  });

  it('leaves out what an earlier layer removed, and what a later one adds', () => {
    const last = new TreeView(image).rows(options({ layer: 2, mode: 'image', toggled: openAll(image) }));
    expect(text(last).map((row) => row.trim().split(' ')[0])).toEqual([
      'app',
      'link',
      'main',
      'etc',
      'hosts',
      'passwd',
      'var',
    ]);
    const first = new TreeView(image).rows(options({ layer: 0, mode: 'image' }));
    expect(text(first).filter((row) => !row.startsWith(' '))).toEqual(['etc added 30', 'var added 300']);
  });
});

describe('opening, sorting, filtering', () => {
  it('opens by itself what has no siblings, and the directories that hold most', () => {
    const chain = ['usr/', 'usr/src/', 'usr/src/a -> b', 'usr/src/lib/', 'usr/src/lib/b -> a'];
    const tree = rootfsOf(chain, ['big/f size 90', 'small/f size 1', 'usr/src/lib/c size 9']);
    const view = new TreeView(tree);
    const shown = (rows: TreeRows): string[] => text(rows).map((row) => row.trim().split(' ')[0] ?? '');
    expect(shown(view.rows(options({})))).toEqual(['usr', 'src', 'a', 'lib']);
    const heavy = view.rows(options({ layer: 1 }));
    expect(shown(heavy)).toEqual(['big', 'f', 'small', 'usr', 'src', 'lib', 'c']);
    const closed = new Map([[tree.find('/usr/src') as number, false]]);
    expect(shown(view.rows(options({ toggled: closed })))).toEqual(['usr', 'src']);
  });

  it('sorts by size, what vanished counted too', () => {
    const rows = new TreeView(image).rows(options({ layer: 1, sort: 'size' }));
    expect(text(rows).map((row) => row.trim().split(' ')[0])).toEqual(['app', 'main', 'var', 'cache', 'b', 'a', 'etc']);
  });

  it('tells the place of a row among its siblings, and its parent', () => {
    const rows = new TreeView(image).rows(options({ layer: 1, toggled: openAll(image) }));
    expect(rows.row(7)).toMatchObject({ name: 'b', position: 2, setSize: 2, depth: 2 });
    expect(rows.parentOf(7)).toBe(5);
    expect(rows.parentOf(4)).toBe(-1);
    expect(rows.indexOf(rows.row(6).node)).toBe(6);
    expect(rows.indexOf(image.find('/etc/hosts') as number)).toBe(-1);
  });

  it('finds names whatever their case, opens the way to them, and sums what matches', () => {
    const rows = new TreeView(image).rows(options({ layer: 0, matches: found(image, 'PASS') }));
    expect(text(rows)).toEqual(['etc added 20', '  passwd added 20']);
    expect(rows.totals).toEqual({ files: 1, size: 20, gone: 0 });
  });

  it('takes what lies below a directory that matches', () => {
    const view = new TreeView(image);
    const rows = view.rows(options({ layer: 0, matches: found(image, 'cache') }));
    expect(text(rows)).toEqual(['var added 300', '  cache added 300']);
    expect(rows.totals.files).toBe(2);
    expect(
      text(view.rows(options({ layer: 0, matches: found(image, 'cache'), toggled: openAll(image) }))),
    ).toHaveLength(4);
  });

  it.each([
    ['/etc/pa', ['etc', 'passwd']],
    ['c/ho', ['etc', 'hosts']],
    ['cache/', ['var', 'cache', 'a', 'b']],
    ['/cache/', ['var', 'cache', 'a', 'b']],
    ['/nothing', []],
    ['x/', []],
  ])('looks for %s in paths', (needle, names) => {
    const rows = new TreeView(image).rows(options({ layer: 0, matches: found(image, needle) }));
    expect(text(rows).map((row) => row.trim().split(' ')[0])).toEqual(names);
  });

  it('shows the wanted kinds of change only', () => {
    const view = new TreeView(image);
    const removed = view.rows(
      options({ layer: 1, kinds: new Set(['removed', 'whited out']), toggled: openAll(image) }),
    );
    expect(text(removed).map((row) => row.trim().split(' ')[0])).toEqual(['var', 'cache', 'a', 'b']);
    const unchanged = view.rows(
      options({ layer: 1, mode: 'image', kinds: new Set(['unchanged']), toggled: openAll(image) }),
    );
    expect(text(unchanged).map((row) => row.trim())).toEqual([
      'etc modified 10',
      'hosts unchanged 10',
      'var modified 0',
    ]);
    expect(view.rows(options({ layer: 1, kinds: new Set() })).length).toBe(0);
  });
});

describe('hostile names', () => {
  const names = ['<img onerror=alert(1)>', 'line\nbreak', '__proto__', 'constructor', '\udcff\udcfe', 'ÅÄÖ.txt', '..'];

  it('keeps every name apart and as it is', () => {
    const tree = rootfsOf(names.map((name, index) => `${name} size ${index + 1}`));
    const view = new TreeView(tree);
    const rows = view.rows(options({}));
    const shown = Array.from({ length: rows.length }, (_, index) => rows.row(index).name);
    expect(shown.toSorted()).toEqual(names.toSorted());
    expect(rows.totals.size).toBe(28);
    expect(text(view.rows(options({ matches: found(tree, 'åäö') })))).toEqual(['ÅÄÖ.txt added 6']);
    expect(text(view.rows(options({ matches: found(tree, 'ONERROR') })))).toEqual(['<img onerror=alert(1)> added 1']);
    expect(text(view.rows(options({ matches: found(tree, '__proto__') })))).toEqual(['__proto__ added 3']);
  });

  it('takes ../../etc/passwd as three names', () => {
    const tree = rootfsOf(['../../etc/passwd size 1']);
    expect(text(new TreeView(tree).rows(options({})))).toEqual([
      '.. added 1',
      '  .. added 1',
      '    etc added 1',
      '      passwd added 1',
    ]);
  });

  it('opens a path of 20,000 directories', () => {
    const tree = rootfsOf([`${'d/'.repeat(20_000)}f size 3`]);
    const rows = new TreeView(tree).rows(options({ toggled: openAll(tree) }));
    expect(rows.length).toBe(20_001);
    expect(rows.row(0).size).toBe(3);
  });
});

describe('100,000 files', () => {
  const lines = (layer: number, from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, at) => `srv/d${(from + at) % 1000}/File${from + at}.js size ${layer + 1}`);
  const tree = rootfsOf(lines(0, 0, 100_000), [
    ...lines(1, 0, 10_000),
    ...Array.from({ length: 100 }, (_, at) => `!srv/d${at}`),
  ]);

  it('adds up in both modes, open or closed', () => {
    const view = new TreeView(tree);
    expect(view.rows(options({})).totals).toEqual({ files: 100_000, size: 100_000, gone: 0 });
    // The whiteouts of d0 to d99 act on the layer below only: what the same layer writes there stays.
    const rows = view.rows(options({ layer: 1, toggled: openAll(tree), sort: 'size' }));
    expect(rows.totals).toEqual({ files: 19_000, size: 20_000, gone: 9000 });
    expect(rows.length).toBe(1 + 1000 + 19_000);
    const merged = view.rows(options({ layer: 1, mode: 'image' }));
    expect(merged.totals.size).toBe(81_000 + 20_000);
    expect(merged.length).toBe(1001);
  });

  it('filters them', () => {
    const rows = new TreeView(tree).rows(options({ matches: found(tree, 'file9999') }));
    expect(rows.totals.files).toBe(11);
    expect(rows.length).toBe(1 + 10 + 11);
  });
});

describe('mode text', () => {
  it.each([
    [EntryTypeCode.directory, 0o755, 'drwxr-xr-x'],
    [EntryTypeCode.directory, 0o1777, 'drwxrwxrwt'],
    [EntryTypeCode.file, 0o4755, '-rwsr-xr-x'],
    [EntryTypeCode.file, 0o2644, '-rw-r-Sr--'],
    [EntryTypeCode.symlink, 0o777, 'lrwxrwxrwx'],
    [EntryTypeCode.fifo, 0, 'p---------'],
  ])('%i %i is %s', (type, mode, expected) => expect(modeText(type, mode)).toBe(expected));
});
