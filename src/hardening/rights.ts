import { entryTypes, type EntryType } from '../layer/layer-table.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { RunUser } from './run-user.ts';

/** Who may do what with a file or directory. */
export interface Rights {
  readonly type: EntryType;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** The layer that said so last; null for the root where no layer speaks of it. */
  readonly layer: number | null;
}

/** What engines make of a root that no layer speaks of. */
const bareRoot: Rights = { type: 'directory', mode: 0o755, uid: 0, gid: 0, layer: null };

/** Of a node that is there in the final tree. */
export function rightsOf({ columns }: Rootfs, node: number): Rights {
  const event = columns.lastEvents[node] as number;
  if (event < 0) return bareRoot;
  return {
    type: entryTypes[columns.eventTypes[event] as number] as EntryType,
    mode: columns.eventModes[event] as number,
    uid: columns.eventUids[event] as number,
    gid: columns.eventGids[event] as number,
    layer: columns.eventLayers[event] as number,
  };
}

export const Right = { read: 4, write: 2, execute: 1 } as const;

/** Whether the mode gives a user the right; the first class that a user belongs to decides, as in Linux. */
export function mayBy(user: RunUser, { mode, uid, gid }: Rights, right: number): boolean {
  const shift = user.uid === uid ? 6 : user.groups.has(gid) ? 3 : 0;
  return ((mode >> shift) & right) !== 0;
}

/** Somebody may. */
export const isStartable = ({ mode }: Rights): boolean => (mode & 0o111) !== 0;

/** Root may do all, but start what nobody may start. */
export const mayStart = (user: RunUser, rights: Rights): boolean =>
  user.uid === 0 ? isStartable(rights) : mayBy(user, rights, Right.execute);

export const everybodyMayWrite = ({ mode }: Rights): boolean => (mode & Right.write) !== 0;

/** With it, names in a directory belong to the owners of the files. */
export const isSticky = ({ mode }: Rights): boolean => (mode & 0o1000) !== 0;

export const modeText = (mode: number): string => (mode & 0o7777).toString(8).padStart(4, '0');

/** `mode 0755, owner 0, group 0`. */
export const rightsText = ({ mode, uid, gid }: Rights): string => `mode ${modeText(mode)}, owner ${uid}, group ${gid}`;

/** The directories in which a node lies, the nearest first, the root last. */
export function directoriesAbove(rootfs: Rootfs, node: number): number[] {
  const found: number[] = [];
  for (let at = node; at > 0; found.push(at)) at = rootfs.parentOf(at);
  return found;
}

/** Where a failure of a node is told. */
export function whereIs(rootfs: Rootfs, node: number): { path: string; layer?: number } {
  const { layer } = rightsOf(rootfs, node);
  return { path: rootfs.pathOf(node), ...(layer !== null && { layer }) };
}
