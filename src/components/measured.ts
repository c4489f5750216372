import type { ImageSession } from '../app/image-session.svelte.ts';
import type { DockerfileSession } from '../app/dockerfile-session.svelte.ts';

/** measured: what the changes save was looked up in this image. pending: it is being read or looked up. */
export type Measured = 'measured' | 'pending' | 'no-image';

export function measuredIn(dockerfile: DockerfileSession, session: ImageSession | null): Measured {
  if (!session || session.state === 'cancelled') return 'no-image';
  return dockerfile.reviewedWith === session ? 'measured' : 'pending';
}
