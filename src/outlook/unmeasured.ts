import type { OutlookFacts } from './outlook-facts.ts';

/** Why the image tells nothing of what the changes save; null where it does. */
export function unmeasuredReason({ dockerfile, image }: OutlookFacts): string | null {
  if (!dockerfile) return 'No Dockerfile is open.';
  // A template, or one for Windows: what keeps anything from being proposed.
  const [note] = dockerfile.review?.notes ?? [];
  if (note !== undefined) return note;
  if (!image) return 'No image is open.';
  if (dockerfile.measured === 'no-image') return 'No image is read.';
  if (!dockerfile.review || dockerfile.measured === 'pending') return 'What the changes save is being measured.';
  if (dockerfile.measured === 'unmeasured')
    return dockerfile.review.unmeasured ?? 'The image is of another Dockerfile.';
  return null;
}
