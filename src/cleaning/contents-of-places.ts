import type { Bytes } from '../bytes/units.ts';
import { ChangeKindCode, type RootfsColumns } from '../rootfs/columns.ts';
import type { Cleaning } from './cleaning.ts';

/** A file as it stands in the tar of a layer. */
export interface StoredPlace {
  readonly layer: number | null;
  /** Where its first header begins; null where it is no file. */
  readonly entry: Bytes | null;
}

/** Hidden files, if they go, the contents of files that are named, and chosen paths. */
export const cleaningOf = (
  columns: RootfsColumns,
  hidden: boolean,
  places: readonly StoredPlace[],
  paths: ReadonlySet<number>,
): Cleaning => ({ hidden, contents: contentsOfPlaces(columns, places), paths });

/** The events that stored the contents of these files. */
function contentsOfPlaces(columns: RootfsColumns, places: readonly StoredPlace[]): Set<number> {
  const { layerStarts, eventOffsets, eventCopies, eventKinds } = columns;
  const contents = new Set<number>();
  for (const { layer, entry } of places) {
    if (layer === null || entry === null) continue;
    const end = layerStarts[layer + 1] ?? eventOffsets.length;
    for (let event = layerStarts[layer] ?? end; event < end; event++) {
      const isIt = eventOffsets[event] === entry && eventKinds[event] !== ChangeKindCode.removed;
      if (isIt && eventCopies[event]! >= 0) contents.add(eventCopies[event] as number);
    }
  }
  return contents;
}
