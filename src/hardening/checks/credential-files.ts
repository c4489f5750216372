import type { Failure } from '../check.ts';
import type { HardenedImage } from '../hardened-image.ts';

/** Files whose names say that they hold credentials. */
export const credentialFiles = (_image: HardenedImage): Failure[] => [];
