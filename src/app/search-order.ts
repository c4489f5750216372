import type { Bytes } from '../bytes/units.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';

/** Larger ones are mostly programs, where less stands that has to be looked at closely. */
const smallFile: Bytes = 1_000_000;
/** Searching a small file takes so many times as long as the same bytes of a large one, roughly. */
const costOfSmall = 3;

/**
 * The order in which workers begin to search the layers, as indexes: what takes longest comes first, so that none of them is
 * busy alone at the end. What is in a layer says more of that than its size: most of a large one may be a few programs.
 */
export function searchOrder(layerCount: number, { layerStarts, eventSizes }: RootfsColumns): number[] {
  const costs = Array.from({ length: layerCount }, (_, layer) => {
    let cost = 0;
    for (let event = layerStarts[layer] ?? 0; event < (layerStarts[layer + 1] ?? 0); event++) {
      const size = eventSizes[event] as Bytes;
      cost += size <= smallFile ? size * costOfSmall : size;
    }
    return cost;
  });
  return [...costs.keys()].sort((a, b) => costs[b]! - costs[a]! || a - b);
}
