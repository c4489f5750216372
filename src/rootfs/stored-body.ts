import type { BodyPlace } from '../layer/file-body.ts';
import type { RootfsColumns } from './columns.ts';

/** Where the contents lie that a name shows. */
export interface StoredBody {
  readonly layer: number;
  readonly place: BodyPlace;
}

/**
 * The contents that an event's name shows: of a hard link those of the file it shares, which may lie in a lower layer. Null
 * where there are none: the event is of no file, or the link's target is not there.
 */
export function storedBodyOf(columns: RootfsColumns, event: number): StoredBody | null {
  const { eventCopies, eventLayers, eventOffsets, eventHeaderSizes, eventSizes } = columns;
  const copy = eventCopies[event] ?? -1;
  if (copy < 0) return null;
  const offset = eventOffsets[copy] as number;
  const place = { offset, headerSize: eventHeaderSizes[copy] as number, size: eventSizes[copy] as number };
  return { layer: eventLayers[copy] as number, place };
}
