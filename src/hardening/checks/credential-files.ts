import { formatBytes } from '../../bytes/units.ts';
import type { Failure } from '../check.ts';
import { finalNode, isDirectory, isFile } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { byPath, gapOf } from '../judge.ts';
import { visibleContents } from '../visible-contents.ts';
import { credentialFileEndings, credentialFileNames } from '../wanted-names.ts';

/** Names that mean no credentials where a library is installed: modules of many Python packages are called settings.py. */
const commonInLibraries: ReadonlySet<string> = new Set([
  'settings.py',
  'database.yml',
  'carrierwave.rb',
  'omniauth.rb',
]);
const libraryFolders = /\/(?:site-packages|dist-packages|node_modules|gems|vendor)\//;

function endingOf(name: string): string | undefined {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : credentialFileEndings.get(name.slice(dot));
}

/** Files of the final tree whose names say that they hold credentials; what a package brought is public and is none. */
export function credentialFiles({ rootfs, tree, bodies }: HardenedImage): Failure[] {
  const failures = tree.named.nodes.flatMap((node): Failure[] => {
    const found = finalNode(rootfs, node);
    if (!found) return [];
    const name = rootfs.nameOf(node).toLowerCase();
    const file = isFile(found) ? credentialFileNames.get(name) : undefined;
    const what = file ?? (isFile(found) || isDirectory(found) ? endingOf(name) : undefined);
    const contents = what === undefined ? null : visibleContents(rootfs, node);
    if (what === undefined || !contents || contents.bytes === 0) return [];
    const path = rootfs.pathOf(node);
    if (commonInLibraries.has(name) && libraryFolders.test(path)) return [];
    if (bodies.packageOf(path) !== null) return [];
    return [{ message: `Its name is that of ${what} (${formatBytes(contents.bytes)}).`, path, layer: found.layer }];
  });
  return failures.sort(byPath);
}

/** Why there may be more such files, in a sentence; null where there are not. */
export const gapOfCredentialFiles = ({ tree }: HardenedImage): string | null =>
  gapOf(tree.named, 'files and folders with names that are looked for');
