import { sparseBuffers, type SparseColumn } from '../bytes/sparse-column.ts';
import type { StringColumn } from '../bytes/string-column.ts';

export const changeKinds = ['added', 'modified', 'removed'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export const ChangeKindCode = { added: 0, modified: 1, removed: 2 } as const;

/** Stands where a chain of events ends. */
export const noEvent = -1;

/**
 * The root file systems of an image, after each of its layers, in columns. Every path that any layer mentions is a
 * node; node 0 is the root, and a parent always has a smaller number than its children. What a layer does to a node is
 * an event; events have the order of layers and, in each, that of the tar; behind them stand the directories that it implies,
 * what it removed, and its whiteouts of nothing. Those of one node are a chain that begins with the last of them.
 */
export interface RootfsColumns {
  readonly layerCount: number;
  /** Base names of the nodes, UTF-8; that of the root is empty. */
  readonly names: StringColumn;
  readonly parents: Int32Array<ArrayBuffer>;
  /** By node: its last event; noEvent where it has none. */
  readonly lastEvents: Int32Array<ArrayBuffer>;
  /** By event: the one of the same node before it; noEvent for its first. */
  readonly previousEvents: Int32Array<ArrayBuffer>;
  readonly eventNodes: Int32Array<ArrayBuffer>;
  /** Events of layer l: layerStarts[l] to layerStarts[l + 1]. */
  readonly layerStarts: Uint32Array<ArrayBuffer>;
  readonly eventLayers: Uint32Array<ArrayBuffer>;
  /** ChangeKindCode. A directory written again is an event of kind modified, but counted as no change. */
  readonly eventKinds: Uint8Array<ArrayBuffer>;
  /** EntryTypeCode and the rest as in LayerTable; for a removal that of what was removed, noType where nothing was. */
  readonly eventTypes: Uint8Array<ArrayBuffer>;
  /** Bytes this event's layer stored for the node; 0 for hard links, directories and removals. */
  readonly eventSizes: Float64Array<ArrayBuffer>;
  readonly eventModes: Uint16Array<ArrayBuffer>;
  readonly eventUids: Float64Array<ArrayBuffer>;
  readonly eventGids: Float64Array<ArrayBuffer>;
  readonly eventMtimes: Float64Array<ArrayBuffer>;
  /** Where the entry stands in the uncompressed tar of its layer, as in LayerTable; 0 where none did. */
  readonly eventOffsets: Float64Array<ArrayBuffer>;
  readonly eventHeaderSizes: Uint32Array<ArrayBuffer>;
  /** Link targets by event; empty where there is none. */
  readonly eventLinks: StringColumn;
  /** By event: extended attributes and numbers of devices, as in LayerTable. */
  readonly eventXattrs: SparseColumn;
  readonly eventDevices: SparseColumn;
  /** The event whose stored bytes this one shows: itself for a file, that of the target for a hard link, else -1. */
  readonly eventCopies: Int32Array<ArrayBuffer>;
  /**
   * The layer in which what this event stored became unreachable; -1 while it is visible in the final tree. A file
   * whose data lives on under another hard-link name stays visible.
   */
  readonly eventGoneIn: Int32Array<ArrayBuffer>;
  /** GoneReasonCode, where eventGoneIn is not -1; of an event that is a removal, RemovalCode. */
  readonly eventGoneReasons: Uint8Array<ArrayBuffer>;
}

/** deleted: whited out, or below an opaque directory. overwritten: written again or replaced by another type. */
export const goneReasons = ['deleted', 'overwritten'] as const;
export const GoneReasonCode = { deleted: 0, overwritten: 1 } as const;

/** The type of what is not there. */
export const noType = 255;

/**
 * along: with a directory above it, by an opaque one, or by what replaced it. whitedOut: its layer has a whiteout of it.
 * nothing: its layer has a whiteout of it, and no layer below left it there; that is no change.
 */
export const RemovalCode = { along: 0, whitedOut: 1, nothing: 2 } as const;

/** Whether the event is a whiteout of nothing. */
export const removesNothing = (
  { eventKinds, eventGoneReasons }: Pick<RootfsColumns, 'eventKinds' | 'eventGoneReasons'>,
  event: number,
): boolean => eventKinds[event] === ChangeKindCode.removed && eventGoneReasons[event] === RemovalCode.nothing;

/** The buffers of the columns, for transfer. */
export function rootfsBuffers(columns: RootfsColumns): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  for (const column of Object.values(columns) as RootfsColumns[keyof RootfsColumns][]) {
    if (typeof column === 'number') continue;
    if ('rows' in column) buffers.push(...sparseBuffers(column));
    else if ('ends' in column) buffers.push(column.bytes.buffer, column.ends.buffer);
    else buffers.push(column.buffer);
  }
  return buffers;
}
