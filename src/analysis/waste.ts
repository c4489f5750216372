import type { Rootfs } from '../rootfs/rootfs.ts';
import type { WastedPath } from './image-model.ts';

const known = new WeakMap<Rootfs, WastedPath[]>();

/**
 * Every stored copy of a file that is no longer reachable, largest first; empty files too. Which ones these are, the
 * columns say already; here they get their paths, which takes about 2 µs each and is done once for each image.
 */
export function findWaste(rootfs: Rootfs): WastedPath[] {
  let wasted = known.get(rootfs);
  if (!wasted) known.set(rootfs, (wasted = listWaste(rootfs)));
  return wasted;
}

function listWaste(rootfs: Rootfs): WastedPath[] {
  const wasted: WastedPath[] = [];
  for (const copy of rootfs.storedCopies()) {
    if (copy.goneIn === null || copy.reason === null) continue;
    const path = rootfs.pathOf(copy.node);
    wasted.push({ path, bytes: copy.size, storedIn: [copy.layer], reason: copy.reason, goneIn: copy.goneIn });
  }
  const byPath = (a: WastedPath, b: WastedPath): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return wasted.sort((a, b) => b.bytes - a.bytes || byPath(a, b) || (a.storedIn[0] ?? 0) - (b.storedIn[0] ?? 0));
}
