import { ChangeKindCode } from './columns.ts';
import type { Rootfs } from './rootfs.ts';

function onlyFile(rootfs: Rootfs, layer: number): string | null {
  let only: number | null = null;
  for (const event of rootfs.eventsOfLayer(layer)) {
    if (rootfs.isDirectory(event) || rootfs.columns.eventKinds[event] === ChangeKindCode.removed) continue;
    // One is enough: a layer may have a million.
    if (only !== null) return null;
    only = event;
  }
  return only === null ? null : rootfs.pathOf(rootfs.nodeOfEvent(only));
}

/** By layer: the path of what it holds beside directories, where that is one thing; null where it is none or more. */
export const onlyFiles = (rootfs: Rootfs): (string | null)[] =>
  Array.from({ length: rootfs.columns.layerCount }, (_, layer) => onlyFile(rootfs, layer));
