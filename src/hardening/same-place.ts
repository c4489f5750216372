// When failures of two checks are about one thing (`ToldBy.same`).
import type { Bytes } from '../bytes/units.ts';
import type { ToldBy } from './check.ts';
import type { HardenedImage } from './hardened-image.ts';
import { visibleContents } from './visible-contents.ts';

export const atSamePath: ToldBy['same'] = ({ path }, others) =>
  path === undefined ? [] : others.filter((other) => other.path === path);

const isBelow = (path: string | undefined, folder: string | undefined): boolean =>
  path !== undefined && folder !== undefined && path.startsWith(`${folder}/`);

function bytesIn({ rootfs }: HardenedImage, path: string): Bytes {
  const node = rootfs.find(path);
  return node === null ? 0 : (visibleContents(rootfs, node)?.bytes ?? 0);
}

/** At the same path or above it; or below it, where these together hold all that the folder holds. */
export const withAllContents: ToldBy['same'] = (own, others, image) => {
  const around = others.filter(({ path }) => path !== undefined && (path === own.path || isBelow(own.path, path)));
  if (around.length > 0 || own.path === undefined) return around;
  const below = others.filter(({ path }) => isBelow(path, own.path));
  const bytes = below.reduce((sum, { path = '' }) => sum + bytesIn(image, path), 0);
  return below.length > 0 && bytes === bytesIn(image, own.path) ? below : [];
};
