import { describe, expect, test } from 'vitest';
import { whole } from '../../src/bytes/in-pieces.ts';
import { findNeeds, type FoundNeeds } from '../../src/minify/find-needs.ts';
import { chainOf, fileSets, setTree, type FileSet } from '../../src/minify/set-tree.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { elfBytes } from '../support/elf-bytes.ts';
import { reachImage, type ReachedImage } from './support.ts';

const files = {
  'app/run': elfBytes({ needs: ['libused.so'] }),
  'app/spare': 'twelve bytes',
  'usr/lib/libused.so': elfBytes({ type: 3, needs: ['libdeep.so'] }),
  'usr/lib/libdeep.so': elfBytes({ type: 3 }),
  'usr/share/man/run.1': 'five!',
};

async function found(): Promise<ReachedImage & { readonly needs: FoundNeeds }> {
  const image = await reachImage('  app/other => app/spare\n  empty/  0755', { Cmd: ['/app/run'] }, files);
  const { columns } = image.rootfs;
  const needs = await findNeeds({ fileName: 'a.tar', image: image.image, columns, tars: image.tars, keep: [] });
  return { ...image, needs };
}

/** What is listed with every folder opened: path, files, bytes. */
function listed({ rootfs, needs }: Awaited<ReturnType<typeof found>>, set: FileSet): [string, number, number][] {
  const tree = whole(setTree(rootfs, set, needs.reach, needs.removals.smallest));
  const all = new Map(Array.from({ length: rootfs.nodeCount }, (_, node) => [node, true] as const));
  const rows = tree.rows(all);
  return Array.from({ length: rows.length }, (_, row) => {
    const node = rows.nodeAt(row);
    return [rootfs.pathOf(node), tree.files[node]!, tree.bytes[node]!];
  });
}

describe('files of a set', () => {
  test('with folders added up, the heaviest first, contents with two names once', async () => {
    const image = await found();
    expect(listed(image, 'not reached')).toEqual([
      ['/app', 2, 12],
      ['/app/spare', 1, 12],
      ['/app/other', 1, 0],
      ['/usr', 1, 5],
      ['/usr/share', 1, 5],
      ['/usr/share/man', 1, 5],
      ['/usr/share/man/run.1', 1, 5],
    ]);
    expect(listed(image, 'goes').map(([path]) => path)).toEqual(listed(image, 'not reached').map(([path]) => path));
    expect(listed(image, 'unsure')).toEqual([]);
  });

  test('every file is in one of the three', async () => {
    const image = await found();
    const known = fileSets.filter((set) => set !== 'goes').flatMap((set) => listed(image, set));
    const leaves = known.map(([path]) => path.slice(1)).filter((path) => path in files || path === 'app/other');
    expect(leaves.sort()).toEqual([...Object.keys(files), 'app/other'].sort());
  });
});

test('whose need it is, up to what the image starts', async () => {
  const { rootfs, needs } = await found();
  expect(
    chainOf(needs.reach, rootfs.find('/usr/lib/libdeep.so')!).map(({ node, clause }) => [rootfs.pathOf(node), clause]),
  ).toEqual([
    ['/usr/lib/libdeep.so', 'is linked with libdeep.so (DT_NEEDED)'],
    ['/usr/lib/libused.so', 'is linked with libused.so (DT_NEEDED)'],
    ['/app/run', 'starts it (ENTRYPOINT and CMD)'],
  ]);
  expect(chainOf(needs.reach, rootfs.find('/app/spare')!)).toEqual([]);
});

test('an answer crosses from a worker as it is', async () => {
  const { needs, rootfs } = await found();
  expect(structuredClone(needs)).toEqual(needs);
  expect(new Rootfs(rootfs.columns).nodeCount).toBe(needs.reach.states.length);
});
