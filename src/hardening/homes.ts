import { accountFiles } from './account-files.ts';
import type { HardenedImage } from './hardened-image.ts';

/** Of an image that has more, the rest is not looked into. */
const mostHomes = 1000;

/** Folders in which users keep their files: that of root, those below /home, and those that /etc/passwd names. */
export function homesOf(image: HardenedImage): string[] {
  const { rootfs } = image;
  const folder = rootfs.find('/home');
  const below = folder === null ? [] : rootfs.childrenOf(folder).map((child) => rootfs.pathOf(child));
  const named = accountFiles(image).users.entries.map(({ home }) => home);
  return [...new Set(['/root', ...below, ...named.filter((home) => home.startsWith('/'))])].slice(0, mostHomes);
}
