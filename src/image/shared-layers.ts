import type { Bytes } from '../bytes/units.ts';
import type { ArchiveImage, LayerBlob } from './model.ts';

/** What an image has in common with another one. */
export interface SharedLayers {
  /** Number of the other one among those that were compared. */
  readonly other: number;
  readonly layers: number;
  readonly bytes: Bytes;
}

export interface Sharing {
  /** With each image that has any of the layers; those with most bytes in common first. */
  readonly with: readonly SharedLayers[];
  /** Of all layers that any other image has. */
  readonly bytes: Bytes;
}

/** The layers' own names, by which archives can be compared; Docker up to 1.9 made up ids, and named the files by them. */
export function identityOf({ diffId, digest, name }: LayerBlob): string | null {
  return diffId || digest || (/[0-9a-f]{64}/.exec(name)?.[0] ?? null);
}

/**
 * Which layers of an image other images have as well, as they say themselves (whether that is true, `verifyLayer` tells).
 * `sizes`: of its layers, by their number.
 */
export function findSharedLayers(
  image: ArchiveImage,
  others: readonly ArchiveImage[],
  sizes: readonly Bytes[],
): Sharing {
  const identities = image.layers.map(identityOf);
  const anywhere = new Set<number>();
  const bytesOf = (layers: Iterable<number>): Bytes => [...layers].reduce((sum, layer) => sum + (sizes[layer] ?? 0), 0);
  const shared = others.map(({ layers }, other): SharedLayers => {
    const theirs = new Set(layers.map(identityOf));
    const both = identities.flatMap((identity, index) => (identity !== null && theirs.has(identity) ? [index] : []));
    for (const layer of both) anywhere.add(layer);
    return { other, layers: both.length, bytes: bytesOf(both) };
  });
  const most = (a: SharedLayers, b: SharedLayers): number => b.bytes - a.bytes || b.layers - a.layers;
  return { with: shared.filter(({ layers }) => layers > 0).sort(most), bytes: bytesOf(anywhere) };
}
