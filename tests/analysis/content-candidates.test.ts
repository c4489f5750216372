import { describe, expect, test } from 'vitest';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import {
  contentCandidates,
  requestBuffers,
  sparseLimits,
  type ContentCandidates,
  type HashRequest,
} from '../../src/analysis/content-candidates.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
import { octal, rawTar, type RawEntry } from '../archive/raw-tar.ts';
import { buildImage } from '../support/build-image.ts';

const pathsOf = (rootfs: Rootfs, { layer, files }: HashRequest): [number, string[]] => [
  layer,
  [...files.events].map((event) => rootfs.pathOf(rootfs.nodeOfEvent(event))),
];

test('every stored copy of a size that another has, hidden ones too; empty files and links never', () => {
  const { rootfs } = buildImage(`
    layer
      b  10
      a  11
      gone  10
      empty1  0
      empty2  0
    layer
      c  10
      .wh.gone
      link => b
      a  12
      a  12
  `);
  const { requests, count } = contentCandidates(rootfs.columns, ['gzip', 'gzip']);
  expect(count).toBe(5);
  // In the order of the tar; the job with most bytes first.
  expect(requests.map((request) => pathsOf(rootfs, request))).toEqual([
    [1, ['/c', '/a', '/a']],
    [0, ['/b', '/gone']],
  ]);
  expect(requests.map(({ files }) => [...files.sizes])).toEqual([
    [10, 12, 12],
    [10, 10],
  ]);
  expect([...requests[1]!.files.offsets]).toEqual([0, 1024]);
  expect([...requests[1]!.files.headerSizes]).toEqual([512, 512]);
  expect(requestBuffers(requests)).toHaveLength(8);
});

test('no two of one size: nothing to hash', () => {
  const nothing = { requests: [], count: 0 };
  expect(contentCandidates(buildImage('layer\n a  1\n b  2').rootfs.columns, ['none'])).toEqual(nothing);
  expect(contentCandidates(buildImage('empty  CMD true').rootfs.columns, [])).toEqual(nothing);
});

test('a layer that is not compressed is cut into pieces of about equal bytes', () => {
  const { rootfs } = buildImage(`
    layer
      a  40
      b  40
      c  40
      d  40
      big1  500
      big2  500
      e  40
    layer
      x  40
  `);
  const cut = (compression: 'none' | 'gzip') =>
    contentCandidates(rootfs.columns, [compression, compression], 200).requests.map((request) =>
      pathsOf(rootfs, request),
    );
  expect(cut('none')).toEqual([
    [0, ['/a', '/b', '/c', '/d', '/big1']],
    [0, ['/big2']],
    [0, ['/e']],
    [1, ['/x']],
  ]);
  expect(cut('gzip')).toEqual([
    [0, ['/a', '/b', '/c', '/d', '/big1', '/big2', '/e']],
    [1, ['/x']],
  ]);
});

describe('sparse files, which are nothing but holes', () => {
  /** GNU's form; the length of the whole stands at 483. */
  const sparse = (name: string, size: number): RawEntry => ({
    name,
    type: 'S',
    dialect: 'gnu',
    patch: { 483: octal(size) },
  });
  const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

  async function candidates(layers: readonly (readonly RawEntry[])[]): Promise<ContentCandidates> {
    const of = { file: 0, compression: 'none', digest: null, diffId: '', command: '', created: null } as const;
    const scans = layers.map(async (entries, index) => {
      const tar = new Blob([rawTar(entries)]);
      const { table, fault } = await scanLayer(
        tar,
        { ...of, index, name: 'l', range: { start: 0, end: tar.size } },
        'web',
      );
      expect(fault).toBeNull();
      return table;
    });
    const { rootfs } = analyseImage(await Promise.all(scans));
    return contentCandidates(
      rootfs,
      layers.map(() => 'none'),
    );
  }

  const hashed = ({ requests }: ContentCandidates): number[] => requests.flatMap(({ files }) => [...files.sizes]);

  test('of the largest size that is hashed, and of one byte more', async () => {
    const of = (size: number): Promise<ContentCandidates> => candidates([[sparse('a', size), sparse('b', size)]]);
    expect(hashed(await of(sparseLimits.file))).toEqual([sparseLimits.file, sparseLimits.file]);
    const larger = await of(sparseLimits.file + 1);
    expect([hashed(larger), larger.count]).toEqual([[], 2]);
  });

  test('thousands of a size that is hashed: no more than the limit together, and every one counts', async () => {
    const size = sparseLimits.file;
    const all = await candidates([
      names('a', 5000).map((name) => sparse(name, size)),
      names('b', 5000).map((name) => sparse(name, size)),
    ]);
    expect(hashed(all)).toEqual([size, size, size]);
    expect(all.count).toBe(10_000);
  });

  test('behind one that does not fit, smaller ones and files without holes are hashed', async () => {
    const size = sparseLimits.file;
    const text = 'x'.repeat(1000);
    const entries = [
      ...names('a', 5).map((name) => sparse(name, size)),
      ...names('b', 2).map((name) => sparse(name, 1000)),
      { name: 'c', body: text },
    ];
    const all = await candidates([entries]);
    expect(hashed(all).sort((a, b) => a - b)).toEqual([1000, 1000, 1000, size, size, size]);
    expect(all.count).toBe(8);
  });
});
