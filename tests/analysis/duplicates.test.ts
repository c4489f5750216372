import { expect, test } from 'vitest';
import { compareContents } from '../../src/analysis/compare-contents.ts';
import { digestSize, type FileDigests } from '../../src/analysis/hash-files.ts';
import { repeatedBytes } from '../../src/analysis/image-model.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
import { buildImage } from '../support/build-image.ts';
import { layouts, makeArchive } from '../support/make-archive.ts';
import { analyseBlob } from '../support/open-image.ts';

/** Digests as if they had been computed: 32 times the number. */
function digestsOf(rootfs: Rootfs, contents: Record<string, number>): FileDigests {
  const copies = [...rootfs.storedCopies()].filter(({ node }) => contents[rootfs.pathOf(node)] !== undefined);
  const digests = new Uint8Array(copies.length * digestSize);
  copies.forEach(({ node }, at) =>
    digests.fill(contents[rootfs.pathOf(node)]!, at * digestSize, (at + 1) * digestSize),
  );
  return { events: Uint32Array.from(copies, ({ event }) => event), digests };
}

const hex = (byte: string): string => `sha256:${byte.repeat(32)}`;

const sixFiles = buildImage(`
  layer
    z  5
    a  5
    b  4
    d  4
    c  4
    alone  100
  layer
    a  5
`).rootfs;
const sixDigests = digestsOf(sixFiles, { '/z': 1, '/a': 1, '/b': 2, '/d': 2, '/c': 2, '/alone': 3 });

test('groups: those that repeat most first, paths sorted', () => {
  const { duplicates, storedDuplicates, notCompared } = compareContents(sixFiles, [sixDigests], 8);
  expect(duplicates).toEqual([
    { digest: hex('02'), size: 4, paths: ['/b', '/c', '/d'] },
    { digest: hex('01'), size: 5, paths: ['/a', '/z'] },
  ]);
  expect(duplicates.map(repeatedBytes)).toEqual([8, 5]);
  expect(storedDuplicates).toMatchObject({ groups: 2, bytes: 10 + 8 });
  expect(storedDuplicates.largest).toEqual([
    {
      digest: hex('01'),
      size: 5,
      copies: 3,
      where: [
        { layer: 0, path: '/z' },
        { layer: 0, path: '/a' },
        { layer: 1, path: '/a' },
      ],
    },
    {
      digest: hex('02'),
      size: 4,
      copies: 3,
      where: ['/b', '/d', '/c'].map((path) => ({ layer: 0, path })),
    },
  ]);
  expect(notCompared).toBe(1);
});

test('long lists are cut, the counts stay', () => {
  const { storedDuplicates } = compareContents(sixFiles, [sixDigests], 7, { groups: 1, copies: 2 });
  expect(storedDuplicates).toMatchObject({ groups: 2, bytes: 18 });
  expect(storedDuplicates.largest.map(({ copies, where }) => [copies, where.length])).toEqual([[3, 2]]);
});

test('digests that begin alike are not equal', () => {
  const hashed = digestsOf(sixFiles, { '/z': 7, '/a': 7, '/b': 7, '/c': 7, '/d': 7 });
  hashed.events.forEach((_, at) => (hashed.digests[at * digestSize + 31] = at));
  expect(compareContents(sixFiles, [hashed], 6).storedDuplicates.groups).toBe(0);
});

const image = `
  layer
    one/a  "same contents"
    one/b  "other content"
    hard => one/a
    twice  "first version"
    twice  "same contents"
  layer
    two/c  "same contents"
    gone  "same contents"
  layer
    .wh.gone
`;

test.each(layouts)('contents are compared across layers, in the layout %s', async (layout) => {
  const { contents, report } = await analyseBlob(await makeArchive(image, { layout }), 'web.tar');
  expect(contents.duplicates.map(({ size, paths }) => [size, paths])).toEqual([[13, ['/hard', '/twice', '/two/c']]]);
  expect(report.sizes.duplicated).toBe(26);
  expect(contents.storedDuplicates.largest.map(({ where }) => where)).toEqual([
    [
      { layer: 0, path: '/one/a' },
      { layer: 0, path: '/twice' },
      { layer: 1, path: '/two/c' },
      { layer: 1, path: '/gone' },
    ],
  ]);
  expect(contents.notCompared).toBe(0);
});
