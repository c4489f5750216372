import { findSharedLayers, type Sharing } from '../image/shared-layers.ts';
import type { ImageSession } from './image-session.svelte.ts';

/** What an image has in common with the others on the page, which may be of other archives. */
export function sharingOf(session: ImageSession, others: readonly ImageSession[]): Sharing {
  const sizes = session.report?.layers.map(({ size }) => size) ?? [];
  return findSharedLayers(
    session.image,
    others.map(({ image }) => image),
    sizes,
  );
}
