import { json, makeBlobs, packFiles, sha256Hex, type ArchiveFiles, type ArchiveOptions } from './make-archive.ts';

export interface NamedImage {
  readonly tags: readonly string[];
  /** As `parseImageText` reads it. */
  readonly text: string;
}

/** Several images in one archive, as `docker save one two` writes them: a layer that they share is there once. */
export async function packImages(
  images: readonly NamedImage[],
  more: Pick<ArchiveOptions, 'compression'> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const files: ArchiveFiles = new Map();
  const manifest: object[] = [];
  for (const { tags, text } of images) {
    const { config, layers } = await makeBlobs(text, { layout: 'skopeo', ...more });
    for (const { diffHex, blob } of layers) files.set(`${diffHex}.tar`, blob);
    const name = `${sha256Hex(config)}.json`;
    files.set(name, config);
    manifest.push({ Config: name, RepoTags: tags, Layers: layers.map(({ diffHex }) => `${diffHex}.tar`) });
  }
  files.set('manifest.json', json(manifest));
  return packFiles(files);
}
