import { formatBytes, type Bytes } from '../../bytes/units.ts';
import { findBase } from './base-images.ts';

/**
 * About how much smaller another base image is, as a sentence that says by what; null where its size is not known, or it is not
 * smaller. An estimate: of the other one, a neighbour was looked at. `measured`: what the base image of today stores by the
 * dropped image; without it, its size is an estimate as well.
 */
export function aboutSmaller(from: string, to: string, measured: Bytes | null = null): string | null {
  const [one, other] = [findBase(from)?.variant, findBase(to)?.variant];
  const today = measured ?? one?.sizes?.uncompressed ?? null;
  if (!other?.sizes || today === null || other.sizes.uncompressed >= today) return null;
  const { of, uncompressed } = other.sizes;
  const less = formatBytes(today - uncompressed);
  const by = `${of} of ${other.date} takes about ${formatBytes(uncompressed)}`;
  const now =
    measured === null
      ? `${one?.sizes?.of ?? from} of ${one?.date ?? other.date} takes about ${formatBytes(today)}`
      : `The base image stores ${formatBytes(today)} here`;
  return `${now}, ${by}: some ${less} less, an estimate.`;
}
