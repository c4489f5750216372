// https://github.com/opencontainers/image-spec/blob/main/manifest.md
import { encodeText } from '../bytes/text.ts';
import type { JsonObject } from '../image/json.ts';
import { blobFolder, type ArchiveBuilder, type Blob256 } from './archive-builder.ts';

/** A layer as a manifest names it. */
export interface LayerDescriptor extends Blob256 {
  /** With gzip. */
  readonly isCompressed: boolean;
}

const ociTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  gzipLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

/** The manifest, and what leads to it: for an OCI layout, and for `docker load` of any version. */
export async function writeDocuments(
  builder: ArchiveBuilder,
  config: Blob256,
  layers: readonly LayerDescriptor[],
  tags: readonly string[],
): Promise<void> {
  const json = (value: unknown): Uint8Array => encodeText(JSON.stringify(value));
  const manifest = {
    schemaVersion: 2,
    mediaType: ociTypes.manifest,
    config: { mediaType: ociTypes.config, ...config },
    layers: layers.map(({ isCompressed, digest, size }) => ({
      mediaType: isCompressed ? ociTypes.gzipLayer : ociTypes.layer,
      digest,
      size,
    })),
  };
  const named = { mediaType: ociTypes.manifest, ...(await builder.addWhole(json(manifest))) };
  const annotated = tags.map((tag) => ({ ...named, annotations: annotationsOf(tag) }));
  const manifests = annotated.length > 0 ? annotated : [named];
  await builder.addFile('index.json', json({ schemaVersion: 2, mediaType: ociTypes.index, manifests }));
  const pathOf = ({ digest }: Blob256): string => blobFolder + digest.slice('sha256:'.length);
  const image = { Config: pathOf(config), RepoTags: tags.length > 0 ? tags : null, Layers: layers.map(pathOf) };
  await builder.addFile('manifest.json', json([image]));
  await builder.addFile('oci-layout', json({ imageLayoutVersion: '1.0.0' }));
}

/** As containerd and Docker name what a manifest is called. */
function annotationsOf(tag: string): JsonObject {
  const name = tag.slice(tag.lastIndexOf(':') + 1);
  return { 'io.containerd.image.name': tag, 'org.opencontainers.image.ref.name': name };
}
