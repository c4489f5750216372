/** What a package manager wrote down of an install. One file and one line in `index.ts`. */
export interface InstallRecord {
  /** Texts that it takes, as paths from the folder of the project; all of them have to be there. */
  readonly files: readonly string[];
  /**
   * Folders, from that of the project, of the packages that are taken out with those for development. `installed`: the folders of
   * all packages that are there. Null for texts that do not tell.
   */
  development(texts: readonly string[], installed: readonly string[]): readonly string[] | null;
}

/** The name of the package in a folder: `@types/node` in `node_modules/@types/node`. */
export const packageNameOf = (folder: string): string =>
  folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** All that can be come to from some, by what each leads to. */
export function reachedFrom(starts: readonly string[], leadsTo: (one: string) => readonly string[]): Set<string> {
  const reached = new Set(starts);
  // A set is gone through with what is added to it meanwhile.
  for (const one of reached) for (const next of leadsTo(one)) reached.add(next);
  return reached;
}
