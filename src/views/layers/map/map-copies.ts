import { pieces, type InPieces } from '../../../bytes/in-pieces.ts';
import { EntryTypeCode } from '../../../layer/layer-table.ts';
import { ChangeKindCode } from '../../../rootfs/columns.ts';
import type { Rootfs } from '../../../rootfs/rootfs.ts';
import { takenBy, type FilteredTree } from '../../../rootfs/tree-filter.ts';
import { NodeKindCode, type NodeKind } from '../../../rootfs/tree-state.ts';

/** What is shown: what one layer stored, the image up to it, or whatever any layer stored. */
export type MapScope = 'layer' | 'image' | 'stored';

/** The layer, and the filter, as the tree has them. */
export interface MapSelection {
  readonly layer: number;
  readonly tree: Pick<FilteredTree, 'state' | 'matches'>;
  readonly kinds: ReadonlySet<NodeKind>;
}

/** Stored copies, each at the path that it shows. */
export interface MapCopies {
  readonly nodes: Int32Array;
  readonly events: Int32Array;
}

type Keep = (node: number) => boolean;

/**
 * The copies that take room in a scope. What a layer did to a file is told of that layer alone: all stored copies are shown
 * whatever was done to them, and only names are looked at.
 */
export function mapCopies(rootfs: Rootfs, scope: MapScope, { layer, tree, kinds }: MapSelection): InPieces<MapCopies> {
  const { layerStarts, eventNodes } = rootfs.columns;
  if (scope === 'image') return visibleCopies(rootfs, tree, takenBy(tree, kinds));
  if (scope === 'stored') return storedCopies(rootfs, 0, eventNodes.length, (node) => tree.matches?.[node] !== 0);
  const start = layerStarts[layer] ?? 0;
  return storedCopies(rootfs, start, layerStarts[layer + 1] ?? start, takenBy(tree, kinds));
}

function* storedCopies({ columns }: Rootfs, start: number, end: number, keep: Keep): InPieces<MapCopies> {
  const { eventTypes, eventKinds, eventNodes, eventSizes } = columns;
  const [nodes, events] = [new Int32Array(end - start), new Int32Array(end - start)];
  let count = 0;
  for (const { from, to } of pieces(end, start)) {
    for (let event = from; event < to; event++) {
      const isFile = eventTypes[event] === EntryTypeCode.file && eventKinds[event] !== ChangeKindCode.removed;
      const node = eventNodes[event] as number;
      if (!isFile || eventSizes[event] === 0 || !keep(node)) continue;
      nodes[count] = node;
      events[count++] = event;
    }
    yield;
  }
  return { nodes: nodes.subarray(0, count), events: events.subarray(0, count) };
}

/** Of several names of one hard-linked file, one has its bytes. */
function* visibleCopies(
  { columns, nodeCount }: Rootfs,
  { state }: Pick<FilteredTree, 'state'>,
  keep: Keep,
): InPieces<MapCopies> {
  const { kinds, events: shown, sizes } = state;
  const [nodes, events] = [new Int32Array(nodeCount), new Int32Array(nodeCount)];
  const gone = (node: number): boolean => {
    const kind = kinds[node];
    return kind === NodeKindCode.removed || kind === NodeKindCode.whitedOut || kind === NodeKindCode.absent;
  };
  let count = 0;
  for (const { from, to } of pieces(nodeCount, 1)) {
    for (let node = from; node < to; node++) {
      if (sizes[node] === 0 || gone(node) || !keep(node)) continue;
      nodes[count] = node;
      events[count++] = columns.eventCopies[shown[node] as number] as number;
    }
    yield;
  }
  return { nodes: nodes.subarray(0, count), events: events.subarray(0, count) };
}
