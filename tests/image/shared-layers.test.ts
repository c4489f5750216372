import { expect, test } from 'vitest';
import type { ArchiveImage, LayerBlob } from '../../src/image/model.ts';
import { findSharedLayers } from '../../src/image/shared-layers.ts';
import { buildImage } from '../support/build-image.ts';

const { image } = buildImage('layer  RUN one\n  a  1\n');

/** An image of these layers, base first; what is not said of a layer is not known. */
const imageOf = (...layers: Partial<LayerBlob>[]): ArchiveImage => ({
  ...image,
  layers: layers.map((layer, index) => ({ ...image.layers[0]!, digest: null, diffId: '', name: '', index, ...layer })),
});
const diffIds = (...ids: string[]): ArchiveImage => imageOf(...ids.map((id) => ({ diffId: `sha256:${id}` })));

test('images on one base share its layers; those with most bytes in common come first', () => {
  const web = diffIds('base', 'tools', 'web');
  const others = [diffIds('base', 'db'), diffIds('other'), diffIds('base', 'tools', 'worker')];
  expect(findSharedLayers(web, others, [300, 20, 5]).with).toEqual([
    { other: 2, layers: 2, bytes: 320 },
    { other: 0, layers: 1, bytes: 300 },
  ]);
});

test('a layer is the same wherever it stands and however it is compressed', () => {
  const gzip = imageOf({ diffId: 'sha256:a', digest: 'sha256:1' }, { diffId: 'sha256:b', digest: 'sha256:2' });
  const zstd = imageOf({ diffId: 'sha256:b', digest: 'sha256:3' }, { diffId: 'sha256:c', digest: 'sha256:1' });
  expect(findSharedLayers(gzip, [zstd], [10, 5]).with).toEqual([{ other: 0, layers: 1, bytes: 5 }]);
});

test('a layer that the image has twice counts twice, as it is stored', () => {
  expect(findSharedLayers(diffIds('a', 'b', 'a'), [diffIds('a')], [7, 1, 7]).with).toEqual([
    { other: 0, layers: 2, bytes: 14 },
  ]);
});

test('without diff ids the digest of the blob tells, and in archives of Docker up to 1.9 the id', () => {
  const id = 'ab'.repeat(32);
  const old = imageOf({ name: `${id}/layer.tar` }, { digest: 'sha256:1' });
  const newer = imageOf({ digest: 'sha256:1' }, { name: `./${id}/layer.tar` });
  expect(findSharedLayers(old, [newer], [4, 2]).with).toEqual([{ other: 0, layers: 2, bytes: 6 }]);
});

test('layers that nothing is known of are not taken for each other', () => {
  const unnamed = imageOf({ name: 'layer.tar' });
  expect(findSharedLayers(unnamed, [unnamed, imageOf()], [9])).toEqual({ with: [], bytes: 0 });
});

test('as long as the sizes are not known, there are the layers', () => {
  expect(findSharedLayers(diffIds('a', 'b'), [diffIds('b'), diffIds('a', 'b')], []).with).toEqual([
    { other: 1, layers: 2, bytes: 0 },
    { other: 0, layers: 1, bytes: 0 },
  ]);
});

test('what several others have is counted once', () => {
  const { bytes } = findSharedLayers(
    diffIds('a', 'b', 'c', 'd'),
    [diffIds('a', 'b'), diffIds('b', 'c')],
    [1, 20, 300, 4000],
  );
  expect(bytes).toBe(321);
});
