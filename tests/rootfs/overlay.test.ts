// What stands in the tree after each layer, and what became of every stored file.
import { describe, expect, test } from 'vitest';
import { removesNothing } from '../../src/rootfs/columns.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
import { buildImage } from '../support/build-image.ts';

/** The tree after a layer (the last one by default); directories end with a slash. */
function tree(rootfs: Rootfs, layer = rootfs.columns.layerCount - 1): string[] {
  const paths: string[] = [];
  for (let node = 1; node < rootfs.nodeCount; node++) {
    if (!rootfs.isThere(node, layer)) continue;
    const isDirectory = rootfs.isDirectory(rootfs.eventAt(node, layer));
    paths.push(rootfs.pathOf(node) + (isDirectory ? '/' : ''));
  }
  return paths.sort();
}

const fates = (rootfs: Rootfs): string[] =>
  [...rootfs.storedCopies()]
    .map(({ node, layer, size, goneIn, reason }) => {
      const fate = goneIn === null ? 'visible' : `${reason} in ${goneIn}`;
      return `${layer} ${rootfs.pathOf(node)} ${size}: ${fate}`;
    })
    .sort();

interface Case {
  readonly text: string;
  readonly tree: string[];
  readonly fates: string[];
}

const cases: Record<string, Case> = {
  'a whiteout deletes a file': {
    text: `
      layer
        tmp/cache.o  9000
        bin/app  5000
      layer
        tmp/.wh.cache.o`,
    tree: ['/bin/', '/bin/app', '/tmp/'],
    fates: ['0 /bin/app 5000: visible', '0 /tmp/cache.o 9000: deleted in 1'],
  },
  'a whiteout deletes a directory and all below it': {
    text: `
      layer
        var/cache/a  1
        var/cache/deep/b  2
      layer
        var/.wh.cache`,
    tree: ['/var/'],
    fates: ['0 /var/cache/a 1: deleted in 1', '0 /var/cache/deep/b 2: deleted in 1'],
  },
  'a whiteout without a target does nothing': {
    text: `
      layer
        a  1
      layer
        .wh.never
        no/where/.wh.never
        b  2`,
    tree: ['/a', '/b'],
    fates: ['0 /a 1: visible', '1 /b 2: visible'],
  },
  'a whiteout of the root does nothing': {
    text: `
      layer
        a  1
      layer
        .wh.`,
    tree: ['/a'],
    fates: ['0 /a 1: visible'],
  },
  'a mark and a file of one name: the mark acts on lower layers only, before the file': {
    text: `
      layer
        a  1
      layer
        .wh.a
        a  2`,
    tree: ['/a'],
    fates: ['0 /a 1: deleted in 1', '1 /a 2: visible'],
  },
  'the same, the mark behind the file': {
    text: `
      layer
        a  1
      layer
        a  2
        .wh.a`,
    tree: ['/a'],
    fates: ['0 /a 1: deleted in 1', '1 /a 2: visible'],
  },
  'an opaque directory, entries before and after the mark': {
    text: `
      layer
        etc/old  1
        etc/deep/old  2
      layer
        etc/before  3
        etc/.wh..wh..opq
        etc/after  4`,
    tree: ['/etc/', '/etc/after', '/etc/before'],
    fates: [
      '0 /etc/deep/old 2: deleted in 1',
      '0 /etc/old 1: deleted in 1',
      '1 /etc/after 4: visible',
      '1 /etc/before 3: visible',
    ],
  },
  'an opaque root': {
    text: `
      layer
        a  1
        b/c  2
      layer
        .wh..wh..opq
        a  3`,
    tree: ['/a'],
    fates: ['0 /a 1: deleted in 1', '0 /b/c 2: deleted in 1', '1 /a 3: visible'],
  },
  'an opaque mark in a directory that is nowhere else': {
    text: `
      layer
        a  1
      layer
        new/.wh..wh..opq`,
    tree: ['/a'],
    fates: ['0 /a 1: visible'],
  },
  'AUFS marks are no files': {
    text: `
      layer
        a  1
        .wh..wh.plnk
        .wh..wh.aufs  5`,
    tree: ['/a'],
    fates: ['0 /a 1: visible'],
  },
  'a file written again': {
    text: `
      layer
        a  1
      layer
        a  2
      layer
        a  3`,
    tree: ['/a'],
    fates: ['0 /a 1: overwritten in 1', '1 /a 2: overwritten in 2', '2 /a 3: visible'],
  },
  'the same name twice in a layer': {
    text: `
      layer
        a  1
        a  2`,
    tree: ['/a'],
    fates: ['0 /a 1: overwritten in 0', '0 /a 2: visible'],
  },
  'a directory that becomes a file takes all below it along': {
    text: `
      layer
        x/a  1
        x/y/b  2
      layer
        x  3`,
    tree: ['/x'],
    fates: ['0 /x/a 1: overwritten in 1', '0 /x/y/b 2: overwritten in 1', '1 /x 3: visible'],
  },
  'a file that becomes a directory': {
    text: `
      layer
        x  1
      layer
        x/`,
    tree: ['/x/'],
    fates: ['0 /x 1: overwritten in 1'],
  },
  'a file that a path below it replaces by a directory': {
    text: `
      layer
        x  1
      layer
        x/y/a  2`,
    tree: ['/x/', '/x/y/', '/x/y/a'],
    fates: ['0 /x 1: overwritten in 1', '1 /x/y/a 2: visible'],
  },
  'a directory written again keeps what is in it': {
    text: `
      layer
        x/a  1
      layer
        x/  0700`,
    tree: ['/x/', '/x/a'],
    fates: ['0 /x/a 1: visible'],
  },
  'a file that becomes a symbolic link': {
    text: `
      layer
        a  1
      layer
        a -> b`,
    tree: ['/a'],
    fates: ['0 /a 1: overwritten in 1'],
  },
  'a hard link outlives its target': {
    text: `
      layer
        a  7
        b => a
      layer
        .wh.a`,
    tree: ['/b'],
    fates: ['0 /a 7: visible'],
  },
  'a file is gone with the last of its names, in that layer and for that reason': {
    text: `
      layer
        a  7
        b => a
        c => b
      layer
        .wh.a
      layer
        b  1
      layer
        .wh.c`,
    tree: ['/b'],
    fates: ['0 /a 7: deleted in 3', '2 /b 1: visible'],
  },
  'a hard link into a lower layer keeps the file there': {
    text: `
      layer
        a  7
      layer
        b => a
      layer
        .wh.a`,
    tree: ['/b'],
    fates: ['0 /a 7: visible'],
  },
  'a hard link to nothing stores nothing': {
    text: `
      layer
        b => never`,
    tree: ['/b'],
    fates: [],
  },
  'a file that comes back below a deleted directory': {
    text: `
      layer
        x/a  1
        x/b  2
      layer
        .wh.x
      layer
        x/a  3`,
    tree: ['/x/', '/x/a'],
    fates: ['0 /x/a 1: deleted in 1', '0 /x/b 2: deleted in 1', '2 /x/a 3: visible'],
  },
  'names that look like members of every object': {
    text: `
      layer
        __proto__/constructor  1
        toString  2
      layer
        .wh.toString`,
    tree: ['/__proto__/', '/__proto__/constructor'],
    fates: ['0 /__proto__/constructor 1: visible', '0 /toString 2: deleted in 1'],
  },
  'names that lead out of the tree stay names': {
    text: `
      layer
        ../../etc/passwd  1
        etc/passwd  2`,
    tree: ['/../', '/../../', '/../../etc/', '/../../etc/passwd', '/etc/', '/etc/passwd'],
    fates: ['0 /../../etc/passwd 1: visible', '0 /etc/passwd 2: visible'],
  },
};

describe.each(Object.entries(cases))('%s', (_, expected) => {
  const { rootfs, analysis } = buildImage(expected.text);

  test('the tree', () => expect(tree(rootfs)).toEqual(expected.tree));

  test('what became of the files', () => expect(fates(rootfs)).toEqual(expected.fates));

  test('sizes add up to the byte', () => {
    const { stored, visible, overwritten, deleted } = analysis.sizes;
    const sum = [...rootfs.storedCopies()].reduce((total, { size }) => total + size, 0);
    expect([stored, visible + overwritten + deleted]).toEqual([sum, sum]);
  });
});

describe('what a layer changed', () => {
  const changes = (text: string): object[] =>
    buildImage(text).analysis.layers.map(({ added, modified, removed, directoriesAdded, directoriesRemoved }) => ({
      files: [added, modified, removed],
      directories: [directoriesAdded, directoriesRemoved],
    }));

  test.each<[string, string, [number, number, number], [number, number]]>([
    ['new files and implied directories', 'a/b/c  1\n d  2\n l -> d\n h => d', [4, 0, 0], [2, 0]],
    ['a file written again', 'old/file  5', [0, 1, 0], [0, 0]],
    ['a directory written again is no change', 'old/  0700', [0, 0, 0], [0, 0]],
    ['a deleted directory', '.wh.old', [0, 0, 2], [0, 1]],
    ['a directory replaced by a file: modified, and what was in it removed', 'old  1', [0, 1, 2], [0, 0]],
    ['a file replaced by a directory: no file any more, a new directory', 'old/file/', [0, 0, 0], [1, 0]],
    ['deleted and written again in one layer: modified', '.wh.old\n old/file  5', [0, 1, 1], [0, 0]],
    ['a name twice in the layer counts once', 'new  1\n new  2', [1, 0, 0], [0, 0]],
    ['a mark without a target is no change', '.wh.never', [0, 0, 0], [0, 0]],
  ])('%s', (_, entries, files, directories) => {
    expect(changes(`layer\n old/file  1\n old/link -> file\nlayer\n ${entries}`)[1]).toEqual({ files, directories });
  });

  test('an empty layer, and one that could not be read', () => {
    expect(changes('layer\nlayer\n a  1')[0]).toEqual({ files: [0, 0, 0], directories: [0, 0] });
  });
});

describe('questions about the tree', () => {
  const { rootfs } = buildImage(`
    layer
      etc/passwd  10  0600  1:2
      etc/caf\udce9  1
    layer
      etc/.wh.passwd
    layer
      etc/passwd  20
      bin/sh => etc/passwd`);
  const passwd = rootfs.find('/etc/passwd')!;

  test('a name is found the first time and the twentieth', () => {
    const names = ['passwd', 'caf\udce9', 'passw', 'xpasswd', 'PASSWD', '__proto__'];
    const find = () => names.map((name) => rootfs.find(`/etc/${name}`));
    const first = find();
    expect(first.map((node) => node && rootfs.nameOf(node))).toEqual(['passwd', 'caf\udce9', null, null, null, null]);
    for (let turn = 0; turn < 20; turn++) expect(find()).toEqual(first);
  });

  test('paths and nodes', () => {
    expect(rootfs.pathOf(passwd)).toBe('/etc/passwd');
    expect(rootfs.nameOf(passwd)).toBe('passwd');
    expect(rootfs.pathOf(0)).toBe('/');
    expect(rootfs.find('/')).toBe(0);
    expect(rootfs.find('/etc/nothing')).toBeNull();
    expect(rootfs.pathOf(rootfs.find('/etc/caf\udce9')!)).toBe('/etc/caf\udce9');
    expect(rootfs.pathOf(rootfs.parentOf(passwd))).toBe('/etc');
    expect(rootfs.childrenOf(0).map((node) => rootfs.nameOf(node))).toEqual(['etc', 'bin']);
    expect(rootfs.subtree(rootfs.find('/etc')!).map((node) => rootfs.pathOf(node))).toEqual([
      '/etc',
      '/etc/passwd',
      '/etc/caf\udce9',
    ]);
  });

  test('a path through the layers', () => {
    const states = [0, 1, 2].map((layer) => [
      rootfs.isThere(passwd, layer),
      rootfs.kindOf(rootfs.eventAt(passwd, layer)),
    ]);
    expect(states).toEqual([
      [true, 'added'],
      [false, 'removed'],
      [true, 'added'],
    ]);
    const { eventModes, eventUids, eventGids } = rootfs.columns;
    const first = rootfs.eventAt(passwd, 0);
    expect([eventModes[first], eventUids[first], eventGids[first]]).toEqual([0o600, 1, 2]);
    expect(rootfs.eventAt(rootfs.find('/bin/sh')!, 1)).toBe(-1);
  });

  test('the events of a layer', () => {
    const paths = [...rootfs.eventsOfLayer(2)].map((event) => rootfs.pathOf(rootfs.nodeOfEvent(event)));
    expect(paths.sort()).toEqual(['/bin', '/bin/sh', '/etc/passwd']);
  });

  test('a whiteout of nothing is an event of its path, and none of the changes of its layer', () => {
    const { rootfs } = buildImage('layer\n a  1\n .wh.b\nlayer\n b  2\n .wh.a\nlayer\n .wh.a\n c/.wh..wh..opq');
    const events = (path: string): string[] =>
      rootfs.eventsOf(rootfs.find(path)!).map((event) => {
        const kind = removesNothing(rootfs.columns, event) ? 'nothing to remove' : rootfs.kindOf(event);
        return `${rootfs.columns.eventLayers[event]} ${kind}`;
      });
    expect(events('/a')).toEqual(['0 added', '1 removed', '2 nothing to remove']);
    expect(events('/b')).toEqual(['0 nothing to remove', '1 added']);
    expect(events('/c')).toEqual([]);
    const paths = (layer: number): string[] =>
      [...rootfs.eventsOfLayer(layer)].map((event) => rootfs.pathOf(rootfs.nodeOfEvent(event)));
    expect([0, 1, 2].map(paths)).toEqual([['/a'], ['/b', '/a'], []]);
  });

  test('the names under which a stored file is seen', () => {
    const copies = [...rootfs.storedCopies()].map(({ event }) => event);
    const names = rootfs.visibleNames(new Set(copies));
    expect([...names.values()]).toContainEqual(['/bin/sh', '/etc/passwd']);
    expect(rootfs.visibleNames(new Set()).size).toBe(0);
  });

  test('a directory that one entry implies and another one writes is one event, as the entry says', () => {
    const { rootfs } = buildImage('layer\n a/b  1\n a/  0700  7:8\nlayer\n c/d  1');
    const [event, ...others] = rootfs.eventsOf(rootfs.find('/a')!);
    const { eventModes, eventUids } = rootfs.columns;
    expect(others).toEqual([]);
    expect([rootfs.kindOf(event!), eventModes[event!], eventUids[event!]]).toEqual(['added', 0o700, 7]);
    const implied = rootfs.eventsOf(rootfs.find('/c')!);
    expect(implied.map((one) => [rootfs.kindOf(one), eventModes[one]])).toEqual([['added', 0o755]]);
  });
});
