import { readFileSync } from 'node:fs';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import type { HardenedImage } from '../../../src/hardening/hardened-image.ts';
import { matchImage } from '../../../src/history/match-image.ts';
import { ImageEvidence } from '../../../src/optimize/evidence.ts';

/** How many layers came with the base image, as the Dockerfile’s review sees it. */
export function baseLayersOf(path: string, { image, rootfs }: HardenedImage): number {
  const dockerfile = parseDockerfile(readFileSync(path, 'utf8'), 'Dockerfile');
  const match = matchImage(dockerfile, { history: image.history, layerCount: image.layers.length, rebuilt: null });
  return ImageEvidence.of(match, image, rootfs)?.baseLayers ?? 0;
}
