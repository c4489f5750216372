import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { removesNothing } from './columns.ts';
import type { Rootfs } from './rootfs.ts';

/** One version of a file: what its path showed from one layer on. */
export interface StoredVersion {
  /** The event that made it, and the one that stored the bytes: another where it is a hard link. */
  readonly event: number;
  readonly copy: number;
  readonly layer: number;
  /** The layer whose tar holds the bytes. */
  readonly storedIn: number;
  readonly size: Bytes;
  /** The layer that took it out of reach; null while it is in use. */
  readonly goneIn: number | null;
  /** The path that it shares its contents with, where it is a hard link. */
  readonly linkedTo: string | null;
}

/** The versions of a file that any layer stored, deleted and overwritten ones too, base first. */
export function storedVersions(rootfs: Rootfs, node: number): StoredVersion[] {
  const { eventLayers, eventCopies, eventSizes, eventGoneIn } = rootfs.columns;
  return rootfs.eventsOf(node).flatMap((event) => {
    const copy = eventCopies[event] as number;
    if (copy < 0 || rootfs.kindOf(event) === 'removed') return [];
    const goneIn = eventGoneIn[copy] as number;
    return {
      event,
      copy,
      layer: eventLayers[event] as number,
      storedIn: eventLayers[copy] as number,
      size: eventSizes[copy] as number,
      goneIn: goneIn < 0 ? null : goneIn,
      linkedTo: copy === event ? null : rootfs.pathOf(rootfs.nodeOfEvent(copy)),
    };
  });
}

/** The version that a layer shows: its own or the one from below; where it removed the file, what it removed. */
export function versionAt(versions: readonly StoredVersion[], layer: number): StoredVersion | null {
  return versions.findLast((version) => version.layer <= layer) ?? versions[0] ?? null;
}

/** The event that tells what an event is about: of a removal, the one that left what it removed. */
export function describedBy(rootfs: Rootfs, event: number): number {
  const removed = event >= 0 && rootfs.kindOf(event) === 'removed' && !removesNothing(rootfs.columns, event);
  return removed ? (rootfs.columns.previousEvents[event] as number) : event;
}

export function isRegularFile({ columns }: Rootfs, event: number): boolean {
  const type = columns.eventTypes[event];
  return type === EntryTypeCode.file || type === EntryTypeCode.hardlink;
}
