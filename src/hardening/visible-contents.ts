import { formatBytes, formatCount, type Bytes } from '../bytes/units.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { finalNode, isFile } from './final-node.ts';

/** The regular files at or below a node of the final tree. */
export interface VisibleContents {
  readonly files: number;
  /** A file with several names counts once. */
  readonly bytes: Bytes;
  /** The layer that brought most of the bytes. */
  readonly layer: number;
}

/** Null where there are none. */
export function visibleContents(rootfs: Rootfs, node: number): VisibleContents | null {
  const copies = new Set<number>();
  const byLayer = new Map<number, Bytes>();
  let bytes = 0;
  for (const below of rootfs.subtree(node)) {
    const found = finalNode(rootfs, below);
    if (!found || !isFile(found) || copies.has(found.copy)) continue;
    copies.add(found.copy);
    bytes += found.size;
    byLayer.set(found.layer, (byLayer.get(found.layer) ?? 0) + found.size);
  }
  if (copies.size === 0) return null;
  const [layer] = [...byLayer].reduce((most, one) => (one[1] > most[1] ? one : most));
  return { files: copies.size, bytes, layer };
}

export const contentsWords = ({ bytes, files }: VisibleContents): string =>
  `${formatBytes(bytes)} in ${files === 1 ? '1 file' : `${formatCount(files)} files`}`;

/** Whether the node lies below one of these folders. What does is part of them: it would be added up once for each. */
export function isBelowAny(rootfs: Rootfs, node: number, folders: ReadonlySet<number>): boolean {
  for (let up = node; up > 0;) {
    up = rootfs.parentOf(up);
    if (folders.has(up)) return true;
  }
  return false;
}
