import { textsOfImage } from '../../src/secrets/image-texts.ts';
import { gatherSecrets, type ImageSecrets } from '../../src/secrets/image-secrets.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { scanTexts } from '../../src/secrets/scan-texts.ts';
import { analyseBlob, type OpenedImage } from './open-image.ts';

/** Made up; its checksum holds. */
export const githubToken = `gh${'p_'}zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17`;

/** The secrets of an archive's first image, found as the page does, but without workers. */
export async function secretsOf(blob: Blob, fileName: string): Promise<OpenedImage & { found: ImageSecrets }> {
  const opened = await analyseBlob(blob, fileName);
  const { image, rootfs } = opened;
  const layers = [];
  for (const layer of image.layers) layers.push(await scanLayerSecrets(blob, layer, { fileName }));
  const texts = textsOfImage(image);
  const inTexts = await scanTexts(texts.map(({ text }) => text));
  return { ...opened, found: gatherSecrets(rootfs, layers, texts, inTexts) };
}
