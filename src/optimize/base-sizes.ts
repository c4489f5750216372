import { formatBytes } from '../bytes/units.ts';
import { findBase } from './base-images.ts';

const ofDay = ({ sizes, date }: { sizes: { of: string }; date: string }): string => `${sizes.of} of ${date}`;

/**
 * About how much smaller one base image is than another, as a sentence that says by what; null where a size is not known, or it
 * is not smaller. An estimate: other versions have other sizes.
 */
export function aboutSmaller(from: string, to: string): string | null {
  const [one, other] = [findBase(from)?.variant, findBase(to)?.variant];
  if (!one?.sizes || !other?.sizes || other.sizes.uncompressed >= one.sizes.uncompressed) return null;
  const disk = formatBytes(one.sizes.uncompressed - other.sizes.uncompressed);
  const transfer = formatBytes(one.sizes.compressed - other.sizes.compressed);
  const seen = [
    { sizes: one.sizes, date: one.date },
    { sizes: other.sizes, date: other.date },
  ].map(ofDay);
  return `About ${disk} smaller on a disk and ${transfer} in transfer: an estimate by ${seen.join(' and ')}.`;
}
