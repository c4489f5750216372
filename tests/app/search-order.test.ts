import { describe, expect, it } from 'vitest';
import { searchOrder } from '../../src/app/search-order.ts';
import type { RootfsColumns } from '../../src/rootfs/columns.ts';

/** `layers`: the sizes of what each one stores. */
function columnsOf(layers: readonly (readonly number[])[]): RootfsColumns {
  const layerStarts = new Uint32Array(layers.length + 1);
  for (const [layer, sizes] of layers.entries()) layerStarts[layer + 1] = layerStarts[layer]! + sizes.length;
  return { layerStarts, eventSizes: Float64Array.from(layers.flat()) } as unknown as RootfsColumns;
}

const many = (count: number, size: number): number[] => Array.from({ length: count }, () => size);

describe('the order in which layers are searched', () => {
  it('begins with the largest', () => {
    expect(searchOrder(3, columnsOf([[10e6], [30e6], [20e6]]))).toEqual([1, 2, 0]);
  });

  it('takes small files for more work than a large one of as many bytes', () => {
    expect(searchOrder(2, columnsOf([[100e6], many(100, 0.5e6)]))).toEqual([1, 0]);
    expect(searchOrder(2, columnsOf([[100e6], many(10, 0.5e6)]))).toEqual([0, 1]);
  });

  it('names layers of which nothing is known last, each once', () => {
    expect(searchOrder(4, columnsOf([[], [5]]))).toEqual([1, 0, 2, 3]);
    expect(searchOrder(0, columnsOf([]))).toEqual([]);
  });
});
