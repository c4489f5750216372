import { expect, test } from 'vitest';
import { contentCandidates, requestBuffers, type HashRequest } from '../../src/analysis/content-candidates.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
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
  const requests = contentCandidates(rootfs.columns, ['gzip', 'gzip']);
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
  expect(contentCandidates(buildImage('layer\n a  1\n b  2').rootfs.columns, ['none'])).toEqual([]);
  expect(contentCandidates(buildImage('empty  CMD true').rootfs.columns, [])).toEqual([]);
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
    contentCandidates(rootfs.columns, [compression, compression], 200).map((request) => pathsOf(rootfs, request));
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
