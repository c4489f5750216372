import { expect, test, vi } from 'vitest';
import { SharedScans } from '../../src/app/shared-scans.ts';
import type { ArchiveImage } from '../../src/image/model.ts';
import type { LayerScan } from '../../src/layer/layer-table.ts';
import { buildImage, buildLayerTable } from '../support/build-image.ts';

const { image } = buildImage('layer  RUN one\n  a  1\n');

/** An image whose layers lie at these places of the archive. */
const imageAt = (...starts: number[]): ArchiveImage => ({
  ...image,
  layers: starts.map((start, index) => ({ ...image.layers[0]!, index, range: { start, end: start + 512 } })),
});

const scanned = (): Promise<LayerScan> => Promise.resolve({ table: buildLayerTable([]), fault: null });

test('a layer that two images share is scanned once, one of its own by each', async () => {
  const [first, second] = [imageAt(0, 1024), imageAt(0, 2048)];
  const scans = new SharedScans([first, second]);
  const scan = vi.fn(scanned);
  const got = await Promise.all([...first.layers, ...second.layers].map((layer) => scans.get(layer, scan)));
  expect(scan).toHaveBeenCalledTimes(3);
  expect(got[0]).toBe(got[2]);
  expect(got[1]).not.toBe(got[3]);
});

test('a layer that an image has twice is scanned once', async () => {
  const twice = imageAt(0, 512, 0);
  const scans = new SharedScans([twice]);
  const scan = vi.fn(scanned);
  await Promise.all(twice.layers.map((layer) => scans.get(layer, scan)));
  expect(scan).toHaveBeenCalledTimes(2);
});

test('what failed is tried again by the next image', async () => {
  const [first, second] = [imageAt(0), imageAt(0)];
  const scans = new SharedScans([first, second]);
  await expect(scans.get(first.layers[0]!, () => Promise.reject(new Error('cancelled')))).rejects.toThrow('cancelled');
  const { fault } = await scans.get(second.layers[0]!, scanned);
  expect(fault).toBeNull();
});
