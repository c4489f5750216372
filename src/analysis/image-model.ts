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
