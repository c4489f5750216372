import type { Bytes } from '../../bytes/units.ts';

/** What a cause is told by. */
export interface WastedCopy {
  /** The file's own name, as in the layer. */
  readonly name: string;
  readonly bytes: Bytes;
  readonly reason: 'deleted' | 'overwritten';
  /** A later layer wrote the same contents again: bits of RewriteCode. 0 where not, or where contents were not compared. */
  readonly rewrite: number;
  /** The command of the layer that hid it removes packages. */
  readonly packagesRemoved: boolean;
  /** It lies in one of the cause's `places`. */
  readonly inPlace: boolean;
}

/** Why bytes are wasted. A copy belongs to the first cause that takes it. */
export interface WasteCause {
  readonly id: string;
  readonly title: string;
  /** What to do, in a sentence or two. */
  readonly advice: string;
  /** Ids of the rewrites that do it. */
  readonly rewrites: readonly string[];
  /** As `markFolders` reads them. */
  readonly places?: readonly string[];
  readonly matches: (copy: WastedCopy) => boolean;
}
