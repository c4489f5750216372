import type { ContextTree } from '../build-context/context-tree.ts';

/** What a COPY or ADD takes of a folder, with its variables replaced. */
export interface CopyRequest {
  /** As they are written: `package*.json`, `.`, `/src/`. */
  readonly sources: readonly string[];
  /** Patterns of `--exclude`. */
  readonly exclude: readonly string[];
  readonly parents: boolean;
}

/** By node of a tree: 1 for the files and directories that are taken. `missing`: sources that name nothing. */
export interface CopiedFiles {
  readonly taken: Uint8Array<ArrayBuffer>;
  readonly missing: readonly string[];
}

/** The files that a COPY or ADD takes out of a folder. `ignored`: by node, 1 for what .dockerignore leaves out. */
export type CopiedFilesOf = (tree: ContextTree, ignored: Uint8Array, request: CopyRequest) => CopiedFiles;
