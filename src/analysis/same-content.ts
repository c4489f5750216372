import { EntryTypeCode } from '../layer/layer-table.ts';
import { bytesAt, equalBytes } from '../bytes/string-column.ts';
import { ChangeKindCode, type RootfsColumns } from '../rootfs/columns.ts';
import type { ContentNumbers } from './content-numbers.ts';
import type { SameContent } from './image-model.ts';

/** A layer is named for it where at least this share of the files that it writes keep their contents. */
const metadataShare = 0.9;

const none = -1;

/**
 * By layer: files written again with the contents that they had, only owner, mode or time changed (`chown -R`). Compared
 * are the trees before and after the layer; a hard link has the contents of what it shows.
 */
export function findSameContent(columns: RootfsColumns, contents: ContentNumbers): SameContent[] {
  const layers = Array.from({ length: columns.layerCount }, () => ({ ...emptyCount }));
  const { parents, eventStarts, eventLayers, eventKinds } = columns;
  for (let node = 1; node < parents.length; node++) {
    const end = eventStarts[node + 1] as number;
    let before = none;
    for (let event = eventStarts[node] as number; event < end; event++) {
      const layer = eventLayers[event] as number;
      // Of a path written several times in a layer, the last state counts.
      if (event + 1 < end && eventLayers[event + 1] === layer) continue;
      const now = eventKinds[event] === ChangeKindCode.removed ? none : event;
      if (now !== none) count(layers[layer]!, columns, contents, before, now);
      before = now;
    }
  }
  return layers.map(({ written, ...same }) => ({
    ...same,
    metadataOnly: same.files > 0 && same.files >= written * metadataShare,
  }));
}

const emptyCount = { written: 0, files: 0, bytes: 0, owner: 0, mode: 0, time: 0 };

function count(
  layer: typeof emptyCount,
  columns: RootfsColumns,
  contents: ContentNumbers,
  before: number,
  now: number,
): void {
  const { eventTypes, eventSizes, eventModes, eventUids, eventGids, eventMtimes } = columns;
  if (eventTypes[now] === EntryTypeCode.directory) return;
  layer.written++;
  if (before === none || !hasSameContent(columns, contents, before, now)) return;
  const owner = eventUids[before] !== eventUids[now] || eventGids[before] !== eventGids[now];
  const mode = eventModes[before] !== eventModes[now];
  layer.files++;
  layer.bytes += eventSizes[now] as number;
  if (owner) layer.owner++;
  if (mode) layer.mode++;
  if (!owner && !mode && eventMtimes[before] !== eventMtimes[now]) layer.time++;
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
