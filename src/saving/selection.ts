import type { TreeMode } from '../rootfs/tree-state.ts';

/**
 * What of an image is saved: a file, or a folder with all below it. image: as the layers up to this one leave it; layer: only
 * what this one stored. Node 0 is the root.
 */
export interface Selection {
  readonly node: number;
  readonly layer: number;
  readonly mode: TreeMode;
}

/** file: the contents of a single one, as they are. */
export type SaveFormat = 'tar' | 'zip' | 'file';
