import { accountFiles } from './account-files.ts';
import type { HardenedImage } from './hardened-image.ts';

/** Of an image that has more, the rest is not looked into. */
const mostHomes = 1000;

/** Nodes of the folders in which users keep their files: that of root, those below /home, and those that /etc/passwd names. */
export function homesOf(image: HardenedImage): number[] {
  const { rootfs } = image;
  const folder = rootfs.find('/home');
  const below = folder === null ? [] : rootfs.childrenOf(folder);
  const paths = accountFiles(image).users.entries.map(({ home }) => home);
  const named = paths.filter((home) => home.startsWith('/')).map((home) => rootfs.find(home));
  const nodes = [rootfs.find('/root'), ...below, ...named].filter((node) => node !== null);
  return [...new Set(nodes)].slice(0, mostHomes);
}
