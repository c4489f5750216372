import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, type RootfsColumns } from '../rootfs/columns.ts';
import type { Selection } from './selection.ts';

/** Which entries of which layers are written, and under what names; in columns, as there may be a million. */
export interface SavePlan {
  /** By event, its first name as a node; -1 where its entry is not wanted. */
  readonly firstNames: Int32Array;
  /** By node, the next name of the same contents; -1 behind the last. */
  readonly nextNames: Int32Array;
  /** Nodes of directories, parents first, and the event that describes each. */
  readonly directories: readonly number[];
  /** By layer: entries wanted of it, directories left out. */
  readonly wanted: Uint32Array;
  readonly totals: SaveTotals;
}

export interface SaveTotals {
  /** Names of regular files; several may show the same contents. */
  readonly files: number;
  readonly directories: number;
  readonly symlinks: number;
  /** Devices and named pipes. */
  readonly special: number;
  /** Contents, each counted once. */
  readonly bytes: Bytes;
  /** Hard links whose target is not there: nothing can be written for them. */
  readonly dangling: number;
}

const none = -1;

/** The nodes at or below one, by node: 1. A parent has a smaller number than its children. */
function within({ parents }: RootfsColumns, root: number): Uint8Array {
  const inside = new Uint8Array(parents.length);
  inside[root] = 1;
  for (let node = root + 1; node < parents.length; node++) inside[node] = inside[parents[node] as number] as number;
  return inside;
}

/** The event that describes the node in what is saved; -1 where it is not there. */
function eventOf(columns: RootfsColumns, node: number, { layer, mode }: Selection): number {
  const { lastEvents, previousEvents, eventLayers, eventKinds } = columns;
  let event = lastEvents[node] as number;
  while (event >= 0 && (eventLayers[event] as number) > layer) event = previousEvents[event] as number;
  if (event < 0 || eventKinds[event] === ChangeKindCode.removed) return none;
  return mode === 'layer' && eventLayers[event] !== layer ? none : event;
}

export function planSave(columns: RootfsColumns, selection: Selection): SavePlan {
  const { eventTypes, eventCopies, eventLayers, eventSizes, layerCount } = columns;
  const firstNames = new Int32Array(eventTypes.length).fill(none);
  const nextNames = new Int32Array(columns.parents.length).fill(none);
  const wanted = new Uint32Array(layerCount);
  const directories: number[] = [];
  const totals = { files: 0, directories: 0, symlinks: 0, special: 0, bytes: 0, dangling: 0 };
  const inside = within(columns, selection.node);
  // From the end, so that names come out in the order of their nodes.
  for (let node = inside.length - 1; node > 0; node--) {
    if (inside[node] === 0) continue;
    const event = eventOf(columns, node, selection);
    if (event === none) continue;
    const type = eventTypes[event] as number;
    if (type === EntryTypeCode.directory) {
      directories.push(node);
      firstNames[event] = node;
      continue;
    }
    const isFile = type === EntryTypeCode.file || type === EntryTypeCode.hardlink;
    const source = isFile ? (eventCopies[event] as number) : event;
    if (source < 0) {
      totals.dangling++;
      continue;
    }
    if (firstNames[source] === none) {
      wanted[eventLayers[source] as number]!++;
      if (isFile) totals.bytes += eventSizes[source] as number;
    }
    nextNames[node] = firstNames[source] as number;
    firstNames[source] = node;
    if (isFile) totals.files++;
    else if (type === EntryTypeCode.symlink) totals.symlinks++;
    else totals.special++;
  }
  directories.reverse();
  return { firstNames, nextNames, directories, wanted, totals: { ...totals, directories: directories.length } };
}

/** The event that describes a directory of the plan. */
export const directoryEvent = eventOf;
