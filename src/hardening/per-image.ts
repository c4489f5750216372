import type { HardenedImage } from './hardened-image.ts';

/** Asks once for each image, however many checks need the answer. */
export function perImage<T>(find: (image: HardenedImage) => T): (image: HardenedImage) => T {
  const known = new WeakMap<HardenedImage, { readonly value: T }>();
  return (image) => {
    const found = known.get(image) ?? { value: find(image) };
    known.set(image, found);
    return found.value;
  };
}
