/** How the user wants an archive to be read, where that was asked. */
export interface ReadOptions {
  /** Unpacks data however much comes out of them. */
  readonly allowExpansion?: boolean;
}
