import type { HardeningCheck } from '../../src/hardening/check.ts';
import type { HardenedImage } from '../../src/hardening/hardened-image.ts';
import { BodiesOfImage } from '../../src/hardening/image-bodies.ts';

/** What a check says of an image: a line for each failure, or one that begins with the kind of its verdict. */
export function said(check: HardeningCheck, image: HardenedImage): string[] {
  const verdict = check.check(image);
  switch (verdict.kind) {
    case 'passed':
      return ['passed'];
    case 'failed':
      return verdict.failures.map(
        ({ path, layer, message }) => `${path ?? '-'}${layer === undefined ? '' : ` [${layer}]`} ${message}`,
      );
    default:
      return [`${verdict.kind}: ${verdict.reason}`];
  }
}

/** The same image, of whose layers nothing could be read beyond their tables. */
export const withoutBodies = (image: HardenedImage): HardenedImage => ({
  ...image,
  bodies: new BodiesOfImage(
    image.rootfs,
    image.image.layers.map(() => null),
  ),
});

/** Lines of a file, as the text form of images takes contents. */
export const lines = (...all: readonly string[]): string => JSON.stringify(all.map((line) => `${line}\n`).join(''));
