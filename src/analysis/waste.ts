import type { Rootfs } from '../rootfs/rootfs.ts';
import type { WastedPath } from './image-model.ts';

/** Every stored copy of a file that is no longer reachable, largest first; empty files too. */
export function findWaste(rootfs: Rootfs): WastedPath[] {
  const wasted: WastedPath[] = [];
  for (const copy of rootfs.storedCopies()) {
    if (copy.goneIn === null || copy.reason === null) continue;
    const path = rootfs.pathOf(copy.node);
    wasted.push({ path, bytes: copy.size, storedIn: [copy.layer], reason: copy.reason, goneIn: copy.goneIn });
  }
  const byPath = (a: WastedPath, b: WastedPath): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return wasted.sort((a, b) => b.bytes - a.bytes || byPath(a, b) || (a.storedIn[0] ?? 0) - (b.storedIn[0] ?? 0));
}
