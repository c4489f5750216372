import type { Rootfs } from '../../../rootfs/rootfs.ts';

/** More packages than any project has, and deeper in one another. */
const most = { folders: 50_000, depth: 20 } as const;

/** Folders of all packages below a folder's node_modules, as paths from that folder; those of pnpm's store too. */
export function installedFolders(rootfs: Rootfs, directory: number): readonly string[] {
  const found: string[] = [];
  const childrenOf = (node: number): readonly number[] =>
    rootfs.childrenOf(node).filter((child) => rootfs.isThere(child) && rootfs.isDirectory(rootfs.columns.lastEvents[child] as number)); // prettier-ignore
  const below = (node: number, path: string, depth: number): void => {
    for (const child of childrenOf(node)) {
      if (rootfs.nameOf(child) === 'node_modules') walk(child, `${path}node_modules/`, depth + 1);
    }
  };
  const walk = (node: number, path: string, depth: number): void => {
    if (depth > most.depth) return;
    for (const child of childrenOf(node)) {
      if (found.length >= most.folders) return;
      const name = rootfs.nameOf(child);
      if (name === '.pnpm')
        for (const entry of childrenOf(child)) below(entry, `${path}.pnpm/${rootfs.nameOf(entry)}/`, depth);
      else if (name.startsWith('@')) walk(child, `${path}${name}/`, depth + 1);
      else if (!name.startsWith('.')) {
        found.push(`${path}${name}`);
        below(child, `${path}${name}/`, depth);
      }
    }
  };
  below(directory, '', 0);
  return found;
}
