import { rawTar, type RawEntry } from '../archive/raw-tar.ts';
import { imageConfig, packBlobs, sha256Hex } from './make-archive.ts';

/** An image of so many layers; `entries` gives what is in each, null a blob that is no tar. */
export async function manyLayers(
  count: number,
  entries: (index: number) => readonly RawEntry[] | null,
): Promise<Uint8Array> {
  const layers = Array.from({ length: count }, (_, index) => {
    const found = entries(index);
    const blob = found ? Buffer.concat([rawTar(found), Buffer.alloc(1024)]) : Buffer.alloc(2048, `no tar ${index} `);
    return { blob, diffHex: sha256Hex(blob) };
  });
  const history = layers.map((_, index) => ({ created_by: `RUN step ${index}` }));
  const archive = await packBlobs(
    { config: imageConfig(layers, history), layers },
    { layout: 'skopeo', tag: 'many:1' },
  );
  return new Uint8Array(await archive.arrayBuffer());
}
