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
