import type { BuildChange } from '../../build-cache/simulation.ts';
import type { FolderTree } from '../context/folder-tree.ts';

export const isNoChange = ({ files, images, buildArgs }: BuildChange): boolean =>
  files.size + images.size + buildArgs.size === 0;

const sameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every((item) => b.has(item));

export const sameChange = (a: BuildChange, b: BuildChange): boolean =>
  sameSet(a.files, b.files) && sameSet(a.images, b.images) && sameSet(a.buildArgs, b.buildArgs);

/** The change with a file ticked, or all files in a folder. */
export function withFiles(change: BuildChange, folder: FolderTree, node: number, on: boolean): BuildChange {
  const files = new Set(change.files);
  for (const file of folder.filesIn(node)) {
    if (on) files.add(file);
    else files.delete(file);
  }
  return { ...change, files };
}

/** The change with an image or a build argument ticked. */
export function withName(change: BuildChange, of: 'images' | 'buildArgs', name: string, on: boolean): BuildChange {
  const names = new Set(change[of]);
  if (on) names.add(name);
  else names.delete(name);
  return { ...change, [of]: names };
}
