import { EntryTypeCode } from '../../../layer/layer-table.ts';
import { ChangeKindCode } from '../../../rootfs/columns.ts';
import type { Rootfs } from '../../../rootfs/rootfs.ts';
import { NodeKindCode, treeState } from '../../../rootfs/tree-state.ts';

/** What is shown: what one layer stored, the image up to it, or whatever any layer stored. */
export type MapScope = 'layer' | 'image' | 'stored';

/** Stored copies, each at the path that it shows. */
export interface MapCopies {
  readonly nodes: Int32Array;
  readonly events: Int32Array;
}

/** The copies that take room in a scope. */
export function mapCopies(rootfs: Rootfs, scope: MapScope, layer: number): MapCopies {
  return scope === 'image' ? visibleCopies(rootfs, layer) : storedCopies(rootfs, scope === 'layer' ? layer : null);
}

function storedCopies({ columns }: Rootfs, layer: number | null): MapCopies {
  const { layerStarts, eventTypes, eventKinds, eventNodes, eventSizes } = columns;
  const start = layer === null ? 0 : (layerStarts[layer] ?? 0);
  const end = layer === null ? eventTypes.length : (layerStarts[layer + 1] ?? start);
  const events: number[] = [];
  for (let event = start; event < end; event++) {
    const isFile = eventTypes[event] === EntryTypeCode.file && eventKinds[event] !== ChangeKindCode.removed;
    if (isFile && eventSizes[event] !== 0) events.push(event);
  }
  return { nodes: Int32Array.from(events, (event) => eventNodes[event] as number), events: Int32Array.from(events) };
}

/** Of several names of one hard-linked file, one has its bytes. */
function visibleCopies({ columns }: Rootfs, layer: number): MapCopies {
  const { kinds, events: shown, sizes } = treeState(columns, layer, 'image');
  const [nodes, events]: [number[], number[]] = [[], []];
  for (let node = 1; node < sizes.length; node++) {
    if (sizes[node] === 0 || kinds[node] === NodeKindCode.removed || kinds[node] === NodeKindCode.absent) continue;
    nodes.push(node);
    events.push(columns.eventCopies[shown[node] as number] as number);
  }
  return { nodes: Int32Array.from(nodes), events: Int32Array.from(events) };
}
