import { resolvePath } from '../rootfs/resolve-path.ts';
import type { HardenedImage } from './hardened-image.ts';
import { directoriesAbove } from './rights.ts';
import type { Found } from './started.ts';

/** Directories through which a path leads, links left out: those above the file, and above its name. */
export function directoriesOnWay({ rootfs }: HardenedImage, { place }: Found): Set<number> {
  const named = resolvePath(rootfs, place.named.slice(0, place.named.lastIndexOf('/')) || '/').node;
  const aboveName = named === null ? [] : [named, ...directoriesAbove(rootfs, named)];
  return new Set([...directoriesAbove(rootfs, place.node), ...aboveName]);
}
