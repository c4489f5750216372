import type { ImagePackages } from '../../packages/package.ts';

/** None was found, but not all was looked into: how many there are is not known. */
export function countInPackages(
  count: number | null,
  found: Pick<ImagePackages, 'unreadLayers' | 'unknowns'> | null,
): number | 'unknown' | null {
  const isPartial = found !== null && found.unreadLayers.length + found.unknowns.length > 0;
  return count === 0 && isPartial ? 'unknown' : count;
}
