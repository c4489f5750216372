import type { Bytes } from '../bytes/units.ts';

/**
 * The order in which so many workers begin layers of these sizes, as indexes: from the base up, since a layer is stacked
 * once all below it are read. But a layer as large as each worker's share of what is left is begun at once: later, it would
 * keep one worker busy alone at the end.
 */
export function readingOrder(sizes: readonly Bytes[], workers: number): number[] {
  const size = (index: number): Bytes => sizes[index] as Bytes;
  const largestFirst = [...sizes.keys()].sort((a, b) => size(b) - size(a) || a - b);
  const order = new Set<number>();
  let left = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const begin = (index: number): void => {
    if (order.has(index)) return;
    order.add(index);
    left -= size(index);
  };
  let lowest = 0;
  for (const index of largestFirst) {
    while (!order.has(index) && size(index) * workers < left) begin(lowest++);
    begin(index);
  }
  return [...order];
}
