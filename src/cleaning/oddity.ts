import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../rootfs/columns.ts';
import { isDirectory, isEntry } from './is-entry.ts';

/**
 * What no builder writes, and of which programs that unpack layers make different things: a hard link that leads nowhere; in one
 * layer something else, then a directory at one path, which empties what layers below have there, and no mark says so; and a
 * directory in the place of something else that no entry describes.
 */
export type Oddity = 'dangling link' | 'file and directory';

export function oddityOf(columns: RootfsColumns): Oddity | null {
  const { eventNodes, eventLayers, eventKinds, previousEvents } = columns;
  for (let event = 0; event < eventNodes.length; event++) {
    if (eventKinds[event] !== ChangeKindCode.removed && isDangling(columns, event)) return 'dangling link';
    const before = previousEvents[event] as number;
    if (before === noEvent || !isDirectory(columns, event) || isDirectory(columns, before)) continue;
    if (eventKinds[before] === ChangeKindCode.removed) continue;
    if (eventLayers[before] === eventLayers[event] || !isEntry(columns, event)) return 'file and directory';
  }
  return null;
}

const isDangling = ({ eventTypes, eventCopies }: RootfsColumns, event: number): boolean =>
  eventTypes[event] === EntryTypeCode.hardlink && (eventCopies[event] as number) < 0;
