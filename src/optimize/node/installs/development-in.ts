import type { FoundText } from '../../../hardening/image-bodies.ts';
import type { Rootfs } from '../../../rootfs/rootfs.ts';
import { installRecords } from './index.ts';
import { installedFolders } from './installed-folders.ts';

/**
 * Folders, from the project's, of the packages that are there for development alone. Null where no record of the install tells.
 * `textOf`: a file of the image by its path.
 */
export function developmentIn(
  rootfs: Rootfs,
  directory: string,
  textOf: (path: string) => FoundText,
): readonly string[] | null {
  const node = rootfs.find(directory);
  if (node === null) return null;
  const known: { installed?: readonly string[] } = {};
  for (const { files, development } of installRecords) {
    const texts = files.map((file) => textOf(directory === '/' ? `/${file}` : `${directory}/${file}`));
    if (!areRead(texts)) continue;
    const installed = (known.installed ??= installedFolders(rootfs, node));
    const folders = development(texts, installed);
    if (!folders) continue;
    const isThere = new Set(installed);
    return folders.filter((folder) => isThere.has(folder));
  }
  return null;
}

const areRead = (texts: readonly FoundText[]): texts is readonly string[] =>
  texts.every((text) => text !== null && text !== 'unread');
