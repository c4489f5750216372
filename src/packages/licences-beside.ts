import { resolvePath } from '../rootfs/resolve-path.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { CatalogedEntry } from './layer-packages.ts';
import type { FoundPackage, ImagePackage } from './package.ts';

/** A package, and whether it is in the final tree. */
interface Told {
  readonly found: FoundPackage;
  readonly hidden: ImagePackage['hidden'];
}

/** By node, what catalogers read of a file in each layer. */
type States = ReadonlyMap<number, readonly { readonly layer: number; readonly files: readonly CatalogedEntry[] }[]>;

/** Where Debian has the copyright file of a package; the folder may be a link to that of another one (Debian Policy, 12.5). */
function copyrightOf(rootfs: Rootfs, name: string, isThere: boolean): number | null {
  const path = `/usr/share/doc/${name}/copyright`;
  return (isThere ? resolvePath(rootfs, path).node : null) ?? rootfs.find(path);
}

/**
 * What stands beside a database that has no licences: of dpkg's packages, the copyright file as it was last stored while the
 * package was there, though it may have been deleted since. Null where there is none.
 */
export function licencesBeside(rootfs: Rootfs, states: States, { found, hidden }: Told): readonly string[] | null {
  if (found.type !== 'deb' || found.licences.length > 0 || found.name.includes('/')) return null;
  const node = copyrightOf(rootfs, found.name, hidden === null);
  const before = hidden?.in ?? Infinity;
  const last = (node === null ? [] : (states.get(node) ?? [])).findLast(({ layer }) => layer < before);
  return last?.files.find(({ licences }) => licences)?.licences ?? null;
}
