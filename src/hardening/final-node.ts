import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, noEvent } from '../rootfs/columns.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';

/** What is at a node of the final tree. */
export interface FinalNode {
  readonly node: number;
  /** EntryTypeCode. */
  readonly type: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** The layer that last wrote it. */
  readonly layer: number;
  /** Of a regular file, under whichever of its names; 0 for everything else. */
  readonly size: Bytes;
  /** The event whose stored bytes it shows, which tells hard links to one file; -1 where it is no file. */
  readonly copy: number;
}

/** Null where the final tree has nothing there. */
export function finalNode(rootfs: Rootfs, node: number | null): FinalNode | null {
  const { lastEvents, eventKinds, eventTypes, eventModes, eventUids, eventGids, eventLayers, eventCopies, eventSizes } =
    rootfs.columns;
  const event = node === null ? noEvent : (lastEvents[node] as number);
  if (node === null || event === noEvent || eventKinds[event] === ChangeKindCode.removed) return null;
  const copy = eventCopies[event] as number;
  return {
    node,
    type: eventTypes[event] as number,
    mode: eventModes[event] as number,
    uid: eventUids[event] as number,
    gid: eventGids[event] as number,
    layer: eventLayers[event] as number,
    size: copy < 0 ? 0 : (eventSizes[copy] as number),
    copy,
  };
}

/** Whether it is a regular file, under whichever of its names. */
export const isFile = ({ type }: FinalNode): boolean => type === EntryTypeCode.file || type === EntryTypeCode.hardlink;

export const isDirectory = ({ type }: FinalNode): boolean => type === EntryTypeCode.directory;

/** Whether anybody may start it. */
export const isExecutable = (node: FinalNode): boolean => isFile(node) && (node.mode & 0o111) !== 0;

/** As `ls -l` writes it: `rwsr-xr-x`. */
export function modeWords(mode: number): string {
  const classes = [
    [6, 0o4000, 's'],
    [3, 0o2000, 's'],
    [0, 0o1000, 't'],
  ] as const;
  return classes
    .map(([shift, special, letter]) => {
      const bits = (mode >> shift) & 7;
      const runs = (bits & 1) !== 0;
      const last = (mode & special) === 0 ? (runs ? 'x' : '-') : runs ? letter : letter.toUpperCase();
      return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
    })
    .join('');
}
