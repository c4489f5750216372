import type { Bytes } from '../bytes/units.ts';
import type { FilePair } from './cataloger.ts';
import type { Cataloged } from './package.ts';

/** What one cataloger read of one file of a layer. */
export interface CatalogedEntry extends Cataloged {
  /** Where the file's first header begins in the uncompressed tar. */
  readonly entry: Bytes;
  readonly path: string;
  readonly cataloger: string;
  /** Of one of two files that tell what they tell together: the other may come with another layer. */
  readonly pair?: FilePair;
}

/** What catalogers read of the files of one layer. */
export interface LayerPackages {
  /** In the order of the tar; files that tell of nothing are not there. */
  readonly files: readonly CatalogedEntry[];
  /** The layer was read to its end, and has no more packages than are kept of one. */
  readonly isComplete: boolean;
}
