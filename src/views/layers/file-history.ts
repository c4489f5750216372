import type { Bytes } from '../../bytes/units.ts';
import { entryTypes, type EntryType } from '../../layer/layer-table.ts';
import { goneReasons, RemovalCode, removesNothing } from '../../rootfs/columns.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import type { ChangeKind } from '../../rootfs/columns.ts';
import { modeText } from '../../rootfs/tree-view.ts';

/** What one layer did to one path. */
export interface HistoryStep {
  readonly layer: number;
  /** whited out: removed by a mark of its own. */
  readonly kind: ChangeKind | 'whited out';
  /** It is a whiteout, and no layer below left anything there. */
  readonly ofNothing: boolean;
  readonly type: EntryType;
  /** As `ls -l` writes it, and user and group; null for a removal. */
  readonly mode: string | null;
  readonly owner: string | null;
  /** The contents can be opened, from this layer or from the one that a hard link leads to. */
  readonly opens: boolean;
  /** Bytes that the layer stored for it. */
  readonly stored: Bytes;
  /** The layer that made what was stored unreachable. */
  readonly gone: { readonly layer: number; readonly reason: 'deleted' | 'overwritten' } | null;
}

/** A path's way through the layers, base first. */
export function fileHistory(rootfs: Rootfs, node: number): HistoryStep[] {
  const { eventLayers, eventTypes, eventSizes, eventCopies, eventGoneIn, eventGoneReasons } = rootfs.columns;
  const { eventModes, eventUids, eventGids } = rootfs.columns;
  return rootfs.eventsOf(node).map((event) => {
    const goneIn = eventCopies[event] === event ? eventGoneIn[event]! : -1;
    const removed = rootfs.kindOf(event) === 'removed';
    return {
      layer: eventLayers[event]!,
      kind: removed && eventGoneReasons[event] !== RemovalCode.along ? 'whited out' : rootfs.kindOf(event),
      ofNothing: removesNothing(rootfs.columns, event),
      type: entryTypes[eventTypes[event]!] ?? 'file',
      mode: removed ? null : modeText(eventTypes[event]!, eventModes[event]!),
      owner: removed ? null : `${eventUids[event]}:${eventGids[event]}`,
      opens: !removed && eventCopies[event]! >= 0,
      stored: eventSizes[event]!,
      gone: goneIn < 0 ? null : { layer: goneIn, reason: goneReasons[eventGoneReasons[event]!]! },
    };
  });
}
