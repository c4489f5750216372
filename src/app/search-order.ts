import type { Bytes } from '../bytes/units.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { limits } from '../secrets/limits.ts';

/** Larger ones are mostly programs, where less stands that has to be looked at closely. */
const smallFile: Bytes = 1_000_000;
/** Searching a small file takes so many times as long as the same bytes of a large one, roughly; unpacking one takes longest. */
const [costOfSmall, costOfPacked] = [3, 20];
/** Names are asked for from there on: smaller packed files count for little, and there are many. */
const worthNaming: Bytes = 65_536;
/** By name, as what is in a file is not known yet. npm's cache names what it holds by its digest. */
const isPacked = (path: string): boolean =>
  /\.(?:t?gz|zip|jar|[ew]ar|whl|egg|nupkg)$|\/_cacache\/content-v\d{1,3}\//i.test(path);

/**
 * The order in which workers begin to search the layers, as indexes: what takes longest comes first, so that none of them is
 * busy alone at the end. What is in a layer says more of that than its size: most of a large one may be a few programs.
 */
export function searchOrder(layerCount: number, rootfs: Pick<Rootfs, 'columns' | 'pathOf'>): number[] {
  const { layerStarts, eventSizes, eventNodes } = rootfs.columns;
  const costOf = (event: number): number => {
    const size = eventSizes[event] as Bytes;
    const mayBeOpened = size >= worthNaming && size <= limits.insideBytes;
    if (mayBeOpened && isPacked(rootfs.pathOf(eventNodes[event] as number))) return size * costOfPacked;
    return size <= smallFile ? size * costOfSmall : size;
  };
  const costs = Array.from({ length: layerCount }, (_, layer) => {
    let cost = 0;
    for (let event = layerStarts[layer] ?? 0; event < (layerStarts[layer + 1] ?? 0); event++) cost += costOf(event);
    return cost;
  });
  return [...costs.keys()].sort((a, b) => costs[b]! - costs[a]! || a - b);
}
