import { describe, expect, it } from 'vitest';
import { searchOrder } from '../../src/app/search-order.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';

type File = number | readonly [path: string, size: number];

/** `layers`: what each one stores, by size, or by path and size. */
function treeOf(layers: readonly (readonly File[])[]): Pick<Rootfs, 'columns' | 'pathOf'> {
  const layerStarts = new Uint32Array(layers.length + 1);
  for (const [layer, files] of layers.entries()) layerStarts[layer + 1] = layerStarts[layer]! + files.length;
  const files = layers.flat().map((file) => (typeof file === 'number' ? (['/usr/bin/one', file] as const) : file));
  const columns = {
    layerStarts,
    eventSizes: Float64Array.from(files, ([, size]) => size),
    eventNodes: Int32Array.from(files.keys()),
  };
  return { columns: columns as unknown as Rootfs['columns'], pathOf: (node) => files[node]![0] };
}

const many = (count: number, size: number): number[] => Array.from({ length: count }, () => size);

describe('the order in which layers are searched', () => {
  it('begins with the largest', () => {
    expect(searchOrder(3, treeOf([[10e6], [30e6], [20e6]]))).toEqual([1, 2, 0]);
  });

  it('takes small files for more work than a large one of as many bytes', () => {
    expect(searchOrder(2, treeOf([[100e6], many(100, 0.5e6)]))).toEqual([1, 0]);
    expect(searchOrder(2, treeOf([[100e6], many(10, 0.5e6)]))).toEqual([0, 1]);
  });

  it.each(['/srv/app.tar.gz', '/opt/lib/app.JAR', '/root/.npm/_cacache/content-v2/sha512/0a/1b/2c3d'])(
    'takes a packed file such as %s for more work than programs of ten times its size',
    (path) => {
      expect(searchOrder(2, treeOf([[40e6], [[path, 4e6]]]))).toEqual([1, 0]);
      expect(searchOrder(2, treeOf([[40e6], [['/usr/lib/a.so', 4e6]]]))).toEqual([0, 1]);
      // Too large to be unpacked.
      expect(searchOrder(2, treeOf([[70e6], [[path, 60e6]]]))).toEqual([0, 1]);
    },
  );

  it('names layers of which nothing is known last, each once', () => {
    expect(searchOrder(4, treeOf([[], [5]]))).toEqual([1, 0, 2, 3]);
    expect(searchOrder(0, treeOf([]))).toEqual([]);
  });
});
