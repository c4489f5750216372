import type { Bytes } from '../bytes/units.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { DuplicateGroup } from './image-model.ts';

/** A visible file that may repeat another: only a file of equal size can have equal contents. */
export interface HashedFile {
  /** Where its layer stores it. */
  storedPath: string;
  /** The first of the names under which the final tree shows it. */
  path: string;
}

export interface HashRequest {
  layer: number;
  files: HashedFile[];
}

export interface FileHash {
  path: string;
  digest: string;
  size: Bytes;
}

/** What has to be hashed to find duplicates, by layer: every visible file whose size another one shares. */
export function duplicateCandidates(rootfs: Rootfs): HashRequest[] {
  const visible = [...rootfs.storedCopies()].filter((copy) => copy.goneIn === null && copy.size > 0);
  const bySize = new Map<Bytes, number>();
  for (const { size } of visible) bySize.set(size, (bySize.get(size) ?? 0) + 1);
  const candidates = visible.filter(({ size }) => (bySize.get(size) ?? 0) > 1);
  if (candidates.length === 0) return [];
  const names = rootfs.visibleNames();
  const byLayer = new Map<number, HashedFile[]>();
  for (const { layer, node, event } of candidates) {
    const storedPath = rootfs.pathOf(node);
    const files = byLayer.get(layer) ?? [];
    files.push({ storedPath, path: names.get(event)?.[0] ?? storedPath });
    byLayer.set(layer, files);
  }
  return [...byLayer].map(([layer, files]) => ({ layer, files })).sort((a, b) => a.layer - b.layer);
}

/** Groups of equal contents, those that waste most first. */
export function groupDuplicates(hashes: Iterable<FileHash>): DuplicateGroup[] {
  const groups = new Map<string, DuplicateGroup>();
  for (const { digest, size, path } of hashes) {
    const group = groups.get(digest);
    if (group) group.paths.push(path);
    else groups.set(digest, { digest, size, paths: [path] });
  }
  const repeated = [...groups.values()].filter((group) => group.paths.length > 1);
  for (const group of repeated) group.paths.sort();
  return repeated.sort((a, b) => repeatedBytes(b) - repeatedBytes(a) || (a.digest < b.digest ? -1 : 1));
}

/** Bytes that the second and further paths of a group repeat. */
export function repeatedBytes(group: DuplicateGroup): Bytes {
  return group.size * (group.paths.length - 1);
}
