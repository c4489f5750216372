/** How many of its kind are listed; the counts are of all. */
export const mostListed = 1000;

/** Nodes of the final tree, in the order of their numbers, mostListed at most. */
export interface NodeList {
  readonly nodes: readonly number[];
  readonly count: number;
}

/** What belongs to one user or group. */
export interface OwnerFacts {
  readonly id: number;
  readonly count: number;
  /** The first of them. */
  readonly node: number;
}

/** What few files of a final tree are, found in one pass where the tree is made. */
export interface TreeFacts {
  /** Regular files (and hard links to them) with the setuid or setgid bit. */
  readonly setId: NodeList;
  /** Regular files that everybody may write to. */
  readonly writableFiles: NodeList;
  /** Directories that everybody may write to and whose sticky bit is not set. */
  readonly writableDirectories: NodeList;
  /** Owners of all that is there, by number; those that own least are left out where there are more than 10,000. */
  readonly users: readonly OwnerFacts[];
  readonly groups: readonly OwnerFacts[];
  /** Files and directories whose names checks look for (wanted-names.ts). */
  readonly named: NodeList;
}
