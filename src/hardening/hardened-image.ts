import type { ArchiveImage } from '../image/model.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { ImageBodies } from './image-bodies.ts';
import type { TreeFacts } from './tree-facts.ts';

/** An image as checks see it. */
export interface HardenedImage {
  readonly image: ArchiveImage;
  readonly rootfs: Rootfs;
  /** What the final tree holds that few trees do, by node. */
  readonly tree: TreeFacts;
  /** What was read of files that checks look into. */
  readonly bodies: ImageBodies;
}

/** As far as its files go: without what is counted over the whole tree. */
export type ReadImage = Pick<HardenedImage, 'image' | 'rootfs' | 'bodies'>;
