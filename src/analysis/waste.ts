import { pieces, whole, type InPieces } from '../bytes/in-pieces.ts';
import { sortedInPieces } from '../bytes/sorted-in-pieces.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { WastedPath } from './image-model.ts';

const known = new WeakMap<Rootfs, WastedPath[]>();

/**
 * Every stored copy of a file that is no longer reachable, largest first; empty files too. Which ones these are, the
 * columns say already; here they get their paths, which takes about 2 µs each and is done once for each image.
 */
export function findWaste(rootfs: Rootfs): WastedPath[] {
  return whole(findWasteInPieces(rootfs));
}

/** The same, to be left between two pieces. */
export function* findWasteInPieces(rootfs: Rootfs): InPieces<WastedPath[]> {
  let wasted = known.get(rootfs);
  if (!wasted) known.set(rootfs, (wasted = yield* listWaste(rootfs)));
  return wasted;
}

function* listWaste(rootfs: Rootfs): InPieces<WastedPath[]> {
  const wasted: WastedPath[] = [];
  const { eventGoneIn } = rootfs.columns;
  for (const { from, to } of pieces(eventGoneIn.length)) {
    for (let event = from; event < to; event++) {
      if (eventGoneIn[event] !== -1) addWaste(rootfs, event, wasted);
    }
    yield;
  }
  const byPath = (a: WastedPath, b: WastedPath): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return yield* sortedInPieces(
    wasted,
    (a, b) => b.bytes - a.bytes || byPath(a, b) || (a.storedIn[0] ?? 0) - (b.storedIn[0] ?? 0),
  );
}

function addWaste(rootfs: Rootfs, event: number, wasted: WastedPath[]): void {
  const copy = rootfs.copyOf(rootfs.nodeOfEvent(event), event);
  if (!copy || copy.goneIn === null || copy.reason === null) return;
  const path = rootfs.pathOf(copy.node);
  wasted.push({ path, bytes: copy.size, storedIn: [copy.layer], reason: copy.reason, goneIn: copy.goneIn });
}
