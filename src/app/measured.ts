import type { DockerfileSession } from './dockerfile-session.svelte.ts';
import type { ImageSession } from './image-session.svelte.ts';

/**
 * measured: what the changes save was looked up in this image. pending: it is being read or looked up. unmeasured: the image
 * tells nothing of this Dockerfile, and the review says why.
 */
export type Measured = 'measured' | 'unmeasured' | 'pending' | 'no-image';

export function measuredIn(dockerfile: DockerfileSession, session: ImageSession | null): Measured {
  if (!session || session.state === 'cancelled') return 'no-image';
  if (dockerfile.reviewedWith !== session) return 'pending';
  return dockerfile.review?.unmeasured ? 'unmeasured' : 'measured';
}
