// What another base image saves: an estimate, as no image shows what it would be built on instead.
import { formatBytes, type Bytes } from '../../bytes/units.ts';
import { findBase } from './base-images.ts';
import type { BaseVariant } from './base-images.ts';
import type { SavingRange } from '../review.ts';

/** Sizes are those of a neighbour of the image, and an older or newer one of the same name is about as much larger or smaller. */
const off = 0.15;

/** What is known of a base image: `about 74.8 MB (debian:bookworm-slim, 2026-09-18)`; null where its size is not. */
export function sizeOfBase(reference: string): { readonly bytes: Bytes; readonly said: string } | null {
  const variant: BaseVariant | undefined = findBase(reference)?.variant;
  if (!variant?.sizes) return null;
  const { uncompressed, of } = variant.sizes;
  const said = uncompressed === 0 ? 'nothing' : `about ${formatBytes(uncompressed)} (${of}, ${variant.date})`;
  return { bytes: uncompressed, said };
}

/** `gone`: bytes that the image shows it no longer holds, its base among them; null without an image. */
export function rangeOfBase(from: string, to: string, gone: Bytes | null): SavingRange | null {
  const [before, after] = [sizeOfBase(from), sizeOfBase(to)];
  if (!after || (gone === null && !before)) return null;
  const least = (gone ?? (before?.bytes ?? 0) * (1 - off)) - after.bytes * (1 + off);
  const most = (gone ?? (before?.bytes ?? 0) * (1 + off)) - after.bytes * (1 - off);
  if (least <= 0) return null;
  const left =
    gone === null ? `${from} is ${before?.said ?? ''}` : `This image holds ${formatBytes(gone)} that is left behind`;
  return { least: Math.round(least), most: Math.round(most), basis: `${left}; ${to} is ${after.said}.` };
}
