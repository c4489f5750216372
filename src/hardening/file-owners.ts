import type { FileOwners } from '../packages/own-files.ts';
import type { ImageBodies } from './image-bodies.ts';

/** Whose a file is, by the lists that were read of an image. */
export function fileOwners(bodies: ImageBodies): FileOwners {
  let files: Map<string, string[]> | null = null;
  return {
    ownerOf: (path) => bodies.packageOf(path),
    filesOf: (name) => (files ??= byPackage(bodies.packages.byPath)).get(name) ?? null,
  };
}

function byPackage(owners: ReadonlyMap<string, string>): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const [path, owner] of owners) {
    const known = files.get(owner);
    if (known) known.push(path);
    else files.set(owner, [path]);
  }
  return files;
}
