import type { ImageSession } from '../app/image-session.svelte.ts';
import type { DockerfileReview } from '../optimize/review.ts';

/** measured: what the changes save was looked up in this image. pending: it is being read or looked up. */
export type Measured = 'measured' | 'pending' | 'no-image';

export function measuredIn(review: DockerfileReview, session: ImageSession | null): Measured {
  if (!session || session.state === 'cancelled') return 'no-image';
  // A review knows as many layers as the image that it was made with, and none without one.
  return session.report && review.layerLines.length === session.image.layers.length ? 'measured' : 'pending';
}
