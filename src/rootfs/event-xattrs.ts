import { sparseAt } from '../bytes/sparse-column.ts';
import { noEvent, type RootfsColumns } from './columns.ts';

/**
 * The extended attributes of what an event left, as `packXattrs` puts them. Of a hard link that says nothing of them, those
 * of the file that it shows: they are the inode's.
 */
export function xattrsOf(
  { eventXattrs, eventCopies }: Pick<RootfsColumns, 'eventXattrs' | 'eventCopies'>,
  event: number,
): Uint8Array {
  const own = sparseAt(eventXattrs, event);
  const copy = eventCopies[event] as number;
  return own.length > 0 || copy === noEvent || copy === event ? own : sparseAt(eventXattrs, copy);
}
