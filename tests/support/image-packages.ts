import { basename } from 'node:path';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { whole } from '../../src/bytes/in-pieces.ts';
import { BodyCollector } from '../../src/hardening/body-collector.ts';
import { fileOwners } from '../../src/hardening/file-owners.ts';
import { BodiesOfImage } from '../../src/hardening/image-bodies.ts';
import type { LayerBodies } from '../../src/hardening/layer-bodies.ts';
import type { LayerTable } from '../../src/layer/layer-table.ts';
import type { EntryPlace } from '../../src/layer/stored-entry.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import type { Cataloger } from '../../src/packages/cataloger.ts';
import { catalogers as all } from '../../src/packages/catalogers/index.ts';
import { filesApart, type SaidApart, type StoredFile } from '../../src/packages/files-apart.ts';
import { packagesInPieces } from '../../src/packages/image-packages.ts';
import type { LayerPackages } from '../../src/packages/layer-packages.ts';
import type { ImagePackages } from '../../src/packages/package.ts';
import { PackageCollector } from '../../src/packages/package-collector.ts';
import { readFilesApart } from '../../src/packages/read-files-apart.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { makeArchive } from './make-archive.ts';
import { archiveIn, openBlob } from './open-image.ts';

/** The packages of an image in the text form that `parseImageText` explains. */
export async function packagesOfText(text: string, catalogers = all): Promise<ImagePackages> {
  return packagesOfBlob(await makeArchive(text, { layout: 'docker25' }), 'made.tar', { catalogers });
}

/** Those of an image in a file of an archive, compressed as a whole or not. */
export async function packagesOfFile(path: string, number = 0): Promise<ImagePackages> {
  return packagesOfBlob(await archiveIn(path), basename(path), { number });
}

interface PackagesOptions {
  readonly catalogers?: readonly Cataloger[];
  readonly number?: number;
}

/** Reads an image as the page does, but without workers. */
export async function packagesOfBlob(
  blob: Blob,
  fileName: string,
  { catalogers = all, number = 0 }: PackagesOptions = {},
): Promise<ImagePackages> {
  const { images } = await openBlob(blob, fileName);
  const image = images[number];
  if (!image) throw new Error(`${fileName} holds no image ${number}`);
  const tables: LayerTable[] = [];
  const bodies: LayerBodies[] = [];
  const packages: LayerPackages[] = [];
  for (const layer of image.layers) {
    tables.push((await scanLayer(blob, layer, fileName)).table);
    const [body, collector] = [new BodyCollector(), new PackageCollector(catalogers)];
    const { isReadToEnd } = await scanLayerSecrets(blob, layer, { fileName }, undefined, undefined, [body, collector]);
    bodies.push(body.result(isReadToEnd));
    packages.push(collector.result(isReadToEnd));
  }
  const rootfs = new Rootfs(analyseImage(tables).rootfs);
  const owners = fileOwners(new BodiesOfImage(rootfs, bodies));
  const apart: SaidApart[] = [];
  for (const of of filesApart(rootfs, packages)) {
    const placeOf = ({ layer, entry }: StoredFile): EntryPlace => ({ file: blob, layer: image.layers[layer]!, entry });
    const { cataloger, pair, main, beside, isReadable } = of;
    // As it crosses to a worker.
    const input = structuredClone({ cataloger, pair, main: placeOf(main), beside: beside && placeOf(beside) });
    const reading = isReadable ? readFilesApart(input, catalogers, { fileName }) : null;
    apart.push({ of, said: (await reading?.catch(() => null)) ?? null });
  }
  return whole(packagesInPieces(rootfs, packages, owners, apart));
}
