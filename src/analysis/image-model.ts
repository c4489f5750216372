import type { Bytes } from '../bytes/units.ts';

/** One stored copy of a file that is no longer reachable: `storedIn` names its layer, `goneIn` the one that hid it. */
export interface WastedPath {
  path: string;
  bytes: Bytes;
  storedIn: number[];
  reason: 'overwritten' | 'deleted';
  goneIn: number;
}

/** Files of the final tree with equal contents; names of one hard-linked file count once. */
export interface DuplicateGroup {
  digest: string;
  size: Bytes;
  paths: string[];
}

/** Bytes that the second and further paths of a group repeat. */
export function repeatedBytes(group: DuplicateGroup): Bytes {
  return group.size * (group.paths.length - 1);
}

/** Equal contents that the layers store several times, hidden copies included: `largest` lists some, the counts are of all. */
export interface StoredDuplicates {
  groups: number;
  /** Bytes that the second and further copies repeat. */
  bytes: Bytes;
  /** Those that repeat most bytes first; 1,000 at most. */
  largest: StoredDuplicateGroup[];
}

export interface StoredDuplicateGroup {
  digest: string;
  size: Bytes;
  copies: number;
  /** From the base up; 100 at most. */
  where: { layer: number; path: string }[];
}

/** Files that a layer writes again with the contents that they had. */
export interface SameContent {
  files: number;
  bytes: Bytes;
  /** How many of them got another owner or group, how many other rights; a file may be in both. */
  owner: number;
  mode: number;
  /** How many differ in their time alone. */
  time: number;
  /** At least nine in ten of the files that the layer writes are such: a `chown -R` or `chmod -R`. */
  metadataOnly: boolean;
}

/** What comparing the contents of files says of an image. */
export interface ContentAnalysis {
  duplicates: DuplicateGroup[];
  storedDuplicates: StoredDuplicates;
  /** By layer. */
  sameContent: SameContent[];
  /** By event: of a copy that a later layer wrote again with the same contents, what changed, in bits of RewriteCode. */
  rewrites: Uint8Array<ArrayBuffer>;
  /** Files whose contents could not be read, so that they are equal to none. */
  notCompared: number;
}
