import type { OpenArchiveOptions } from '../image/open-archive.ts';

/** How the user wants an archive to be read, where that was asked. */
export interface ReadOptions extends OpenArchiveOptions {
  /** Unpacks data however much comes out of them. */
  readonly allowExpansion?: boolean;
}
