import { basename } from 'node:path';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { BodyCollector } from '../../src/hardening/body-collector.ts';
import type { HardenedImage } from '../../src/hardening/hardened-image.ts';
import { BodiesOfImage } from '../../src/hardening/image-bodies.ts';
import type { LayerBodies } from '../../src/hardening/layer-bodies.ts';
import { findTreeFacts } from '../../src/hardening/tree-facts.ts';
import type { LayerBlob } from '../../src/image/model.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { makeArchive, type ArchiveOptions } from './make-archive.ts';
import { archiveIn, openBlob } from './open-image.ts';

/**
 * An image as checks see it, from the text form that `parseImageText` explains. `config` is the config's run-time part with
 * names as Docker writes them, `document` what stands beside it (`architecture`, `variant`, `created`), `contents` binary
 * files by their paths; `elf-bytes.ts` makes some.
 */
export async function hardenedImage(text: string, options: Partial<ArchiveOptions> = {}): Promise<HardenedImage> {
  return hardenBlob(await makeArchive(text, { layout: 'docker25', ...options }), 'made.tar');
}

/** An image in a file of an archive, compressed as a whole or not. */
export async function hardenFile(path: string, number = 0): Promise<HardenedImage> {
  return hardenBlob(await archiveIn(path), basename(path), number);
}

/** Reads an image as the page does, but without workers. */
export async function hardenBlob(blob: Blob, fileName: string, number = 0): Promise<HardenedImage> {
  const { images } = await openBlob(blob, fileName);
  const image = images[number];
  if (!image) throw new Error(`${fileName} holds no image ${number}`);
  const tables = [];
  const bodies = [];
  for (const layer of image.layers) {
    tables.push((await scanLayer(blob, layer, fileName)).table);
    bodies.push(await collectBodies(blob, layer, fileName));
  }
  const rootfs = new Rootfs(analyseImage(tables).rootfs);
  return { image, rootfs, tree: findTreeFacts(rootfs.columns), bodies: new BodiesOfImage(rootfs, bodies) };
}

async function collectBodies(blob: Blob, layer: LayerBlob, fileName: string): Promise<LayerBodies> {
  const collector = new BodyCollector();
  const { isReadToEnd } = await scanLayerSecrets(blob, layer, { fileName }, undefined, undefined, [collector]);
  return collector.result(isReadToEnd);
}
