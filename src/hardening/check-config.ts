import type { ArchiveImage } from '../image/model.ts';
import { notApplicable, type Verdict } from './check.ts';
import type { HardenedImage } from './hardened-image.ts';

/** The verdict over an image's config. */
export function checkConfig({ image }: HardenedImage, check: (image: ArchiveImage) => Verdict): Verdict {
  if (image.format !== 'rootfs') return check(image);
  return notApplicable('docker export keeps files alone: the archive holds no config.');
}

export const isWindows = ({ platform }: ArchiveImage): boolean => platform.startsWith('windows/');
