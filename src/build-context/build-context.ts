import type { ContextTree } from './context-tree.ts';

/** A file of the folder whose contents were read: manifests, lockfiles, ignore files. */
export interface ContextText {
  /** In the folder: `packages/web/package.json`. */
  readonly path: string;
  readonly text: string;
}

/** A folder that was dropped to be built from. */
export interface BuildContext {
  /** Of the folder. */
  readonly name: string;
  readonly tree: ContextTree;
  /** Those that could be read, whatever is asked of them. */
  readonly texts: readonly ContextText[];
}

/** By node of a tree: 1 where .dockerignore leaves it out. A directory that is left out may hold files that are not. */
export type IgnoredNodes = Uint8Array<ArrayBuffer>;
