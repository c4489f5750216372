import { EntryTypeCode } from '../layer/layer-table.ts';
import { bytesAt, equalBytes } from '../bytes/string-column.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../rootfs/columns.ts';
import type { ContentNumbers } from './content-numbers.ts';
import type { SameContent } from './image-model.ts';

/** A layer is named for it where at least this share of the files that it writes keep their contents. */
const metadataShare = 0.9;

const none = -1;

/** What a later layer changed of a stored copy that it wrote again with the same contents. */
export const RewriteCode = { none: 0, owner: 1, mode: 2, time: 4 } as const;

export interface SameContents {
  readonly layers: SameContent[];
  /** By event: of a stored copy that such a file took the place of, bits of RewriteCode. */
  readonly rewrites: Uint8Array<ArrayBuffer>;
}

/**
 * By layer: files written again with the contents that they had, only owner, mode or time changed (`chown -R`). Compared
 * are the trees before and after the layer; a hard link has the contents of what it shows.
 */
export function findSameContent(columns: RootfsColumns, contents: ContentNumbers): SameContents {
  const rewrites = new Uint8Array(columns.eventKinds.length);
  const layers = Array.from({ length: columns.layerCount }, () => ({ ...emptyCount }));
  const { lastEvents } = columns;
  for (let node = 1; node < lastEvents.length; node++) {
    for (let now = lastEvents[node] as number; now !== noEvent;) {
      const before = lastBefore(columns, now);
      const layer = layers[columns.eventLayers[now] as number]!;
      if (isThere(columns, now)) {
        const changed = count(layer, columns, contents, isThere(columns, before) ? before : none, now);
        noteRewrite(rewrites, columns, before, now, changed);
      }
      now = before;
    }
  }
  const sums = layers.map(({ written, ...same }) => ({
    ...same,
    metadataOnly: same.files > 0 && same.files >= written * metadataShare,
  }));
  return { layers: sums, rewrites };
}

/** Of a hard link, what it showed may have been written again under another name, or be in use still. */
function noteRewrite(
  rewrites: Uint8Array,
  { eventCopies, eventGoneIn, eventLayers }: RootfsColumns,
  before: number,
  now: number,
  changed: number,
): void {
  if (changed === RewriteCode.none) return;
  const copy = eventCopies[before] as number;
  if (copy !== none && eventGoneIn[copy] === eventLayers[now]) rewrites[copy]! |= changed;
}

/** The last event of the same node in the layers below. Of a path written several times in a layer, the last state counts. */
function lastBefore({ previousEvents, eventLayers }: RootfsColumns, event: number): number {
  let before = previousEvents[event] as number;
  while (before !== noEvent && eventLayers[before] === eventLayers[event]) before = previousEvents[before] as number;
  return before;
}

const isThere = ({ eventKinds }: RootfsColumns, event: number): boolean =>
  event !== noEvent && eventKinds[event] !== ChangeKindCode.removed;

const emptyCount = { written: 0, files: 0, bytes: 0, owner: 0, mode: 0, time: 0 };

function count(
  layer: typeof emptyCount,
  columns: RootfsColumns,
  contents: ContentNumbers,
  before: number,
  now: number,
): number {
  const { eventTypes, eventSizes, eventModes, eventUids, eventGids, eventMtimes } = columns;
  if (eventTypes[now] === EntryTypeCode.directory) return RewriteCode.none;
  layer.written++;
  if (before === none || !hasSameContent(columns, contents, before, now)) return RewriteCode.none;
  const owner = eventUids[before] !== eventUids[now] || eventGids[before] !== eventGids[now];
  const mode = eventModes[before] !== eventModes[now];
  layer.files++;
  layer.bytes += eventSizes[now] as number;
  if (owner) layer.owner++;
  if (mode) layer.mode++;
  if (!owner && !mode && eventMtimes[before] !== eventMtimes[now]) layer.time++;
  return (owner ? RewriteCode.owner : 0) | (mode ? RewriteCode.mode : 0) || RewriteCode.time;
}

function hasSameContent(columns: RootfsColumns, contents: ContentNumbers, before: number, now: number): boolean {
  const { eventTypes, eventCopies, eventSizes, eventLinks } = columns;
  const [old, copy] = [eventCopies[before] as number, eventCopies[now] as number];
  if (old === none || copy === none) {
    // Neither is a file: a symbolic link leads where it led, a device stays what it is.
    const same = old === copy && eventTypes[before] === eventTypes[now];
    return same && equalBytes(bytesAt(eventLinks, before), bytesAt(eventLinks, now));
  }
  if (old === copy) return true;
  if (eventSizes[old] !== eventSizes[copy]) return false;
  const number = contents.numberOf[copy] as number;
  return eventSizes[copy] === 0 || (number !== none && number === contents.numberOf[old]);
}
