import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, type RootfsColumns } from '../rootfs/columns.ts';

/** Whether an event stands for an entry of a tar, and not for a directory that is implied, nor for a removal. */
export const isEntry = ({ eventKinds, eventHeaderSizes, eventTypes }: RootfsColumns, event: number): boolean =>
  eventKinds[event] !== ChangeKindCode.removed &&
  (eventTypes[event] === EntryTypeCode.file || (eventHeaderSizes[event] as number) > 0);

export const isDirectory = ({ eventTypes, eventKinds }: RootfsColumns, event: number): boolean =>
  eventTypes[event] === EntryTypeCode.directory && eventKinds[event] !== ChangeKindCode.removed;
