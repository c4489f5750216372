import type { OpenOptions } from '../archive/open-range.ts';
import type { Bytes } from '../bytes/units.ts';
import { BodyCollector } from '../hardening/body-collector.ts';
import type { LayerBlob } from '../image/model.ts';
import { catalogers } from '../packages/catalogers/index.ts';
import { PackageCollector } from '../packages/package-collector.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import { scanLayerSecrets } from '../secrets/scan-layer-secrets.ts';
import type { LayerFiles } from './protocol.ts';

/** All that is looked for in the files of a layer, in one reading. `onProgress`: bytes of the dropped file got through. */
export async function readFiles(
  file: Blob,
  layer: LayerBlob,
  options: OpenOptions & { readonly own?: readonly OwnPattern[] },
  onProgress?: (done: Bytes) => void,
): Promise<LayerFiles> {
  const [bodies, packages] = [new BodyCollector(), new PackageCollector(catalogers)];
  const secrets = await scanLayerSecrets(file, layer, options, onProgress, undefined, [bodies, packages]);
  const { isReadToEnd } = secrets;
  return { secrets, bodies: bodies.result(isReadToEnd), packages: packages.result(isReadToEnd) };
}
