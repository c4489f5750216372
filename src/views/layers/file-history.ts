import type { Bytes } from '../../bytes/units.ts';
import { entryTypes, type EntryType } from '../../layer/layer-table.ts';
import { goneReasons } from '../../rootfs/columns.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import type { ChangeKind } from '../../rootfs/columns.ts';

/** What one layer did to one path. */
export interface HistoryStep {
  readonly layer: number;
  readonly kind: ChangeKind;
  readonly type: EntryType;
  /** Bytes that the layer stored for it. */
  readonly stored: Bytes;
  /** The layer that made what was stored unreachable. */
  readonly gone: { readonly layer: number; readonly reason: 'deleted' | 'overwritten' } | null;
}

/** A path's way through the layers, base first. */
export function fileHistory(rootfs: Rootfs, node: number): HistoryStep[] {
  const { eventLayers, eventTypes, eventSizes, eventCopies, eventGoneIn, eventGoneReasons } = rootfs.columns;
  return rootfs.eventsOf(node).map((event) => {
    const goneIn = eventCopies[event] === event ? eventGoneIn[event]! : -1;
    return {
      layer: eventLayers[event]!,
      kind: rootfs.kindOf(event),
      type: entryTypes[eventTypes[event]!] ?? 'file',
      stored: eventSizes[event]!,
      gone: goneIn < 0 ? null : { layer: goneIn, reason: goneReasons[eventGoneReasons[event]!]! },
    };
  });
}
