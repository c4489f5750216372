// What `docker save` writes since 1.10: manifest.json lists, per image, its config, tags and layers, wherever these lie.
// Layouts that share it: `<id>/layer.tar` (up to 24; nix), `blobs/sha256/<hex>` beside an OCI index (25 and later),
// `<hex>.tar` (podman, skopeo, buildah), `<hex>.tar.gz` (kaniko, ko, crane, Jib), `blobs/sha256/<hex>.tar.gz` (rules_oci).
// https://github.com/moby/docker-image-spec/blob/main/spec.md#combined-image-json--filesystem-changeset-format
import type { ArchiveIndex } from '../../archive/archive-index.ts';
import { sha256 } from '../../bytes/sha256.ts';
import { FaultError, faultOfInput, type Fault } from '../../fault.ts';
import { decodeConfig } from '../config.ts';
import { decodeDescriptor } from '../descriptor.ts';
import { configDigestInName, nameDocument } from '../documents.ts';
import type { MeteredIndex } from '../json-meter.ts';
import { asArray, asObject, asText, asTexts, parseJson, readBytes, readJson } from '../json.ts';
import { digestInName, historyOf, locateLayers, type LayerReference } from '../layers.ts';
import type { ArchiveImage } from '../model.ts';
import { indexName } from '../oci-index.ts';
import { readLayout } from '../oci-layout.ts';
import type { ImageFormatReader } from './format.ts';

const manifestName = 'manifest.json';

async function openOne(index: MeteredIndex, item: unknown, faults: Fault[]): Promise<ArchiveImage> {
  const manifest = asObject(item);
  const configName = asText(manifest.Config);
  if (!configName) {
    const detail = 'an image has no Config';
    throw new FaultError({ kind: 'bad-json', fileName: index.fileName, path: manifestName, detail });
  }
  const bytes = await readBytes(index, configName, manifestName);
  const config = decodeConfig(parseJson(bytes, index.fileName, configName, index.json));
  // Layers that the archive may not hold have a descriptor here, by diff id.
  const sources = new Map(Object.entries(asObject(manifest.LayerSources)));
  const references = asTexts(manifest.Layers).map((name, position): LayerReference => {
    const { mediaType, urls } = decodeDescriptor(sources.get(config.diffIds[position] ?? ''));
    return { name, digest: digestInName(name), namedIn: manifestName, mediaType, urls };
  });
  const layers = await locateLayers(index, references, config, faults);
  const tags = asTexts(manifest.RepoTags);
  return {
    format: 'docker-archive',
    reference: tags[0] ?? null,
    tags,
    id: await sha256(bytes),
    manifestDigest: null,
    platform: config.platform,
    created: config.created,
    config: config.config,
    configText: new TextDecoder().decode(bytes),
    history: historyOf(config.history, layers.length),
    layers,
    documents: [await nameDocument('config', configDigestInName(configName), bytes)],
  };
}

/** `skopeo copy … dir:` names the manifest of its one image so. */
function refuseManifest(json: unknown, { fileName, kind }: ArchiveIndex): void {
  if (!Array.isArray(asObject(json).layers)) return;
  throw new FaultError({
    kind: 'not-an-image',
    fileName,
    lookedFor: [`a list of images in ${manifestName}`],
    looksLike: `what skopeo writes with dir:${kind === 'file' ? ', packed as a tar' : ''}`,
    instead: 'Copy it into an archive: skopeo copy dir:FOLDER docker-archive:image.tar',
    readable: false,
  });
}

export const dockerArchive: ImageFormatReader = {
  id: 'docker-archive',
  lookedFor: 'manifest.json (docker save, podman save, skopeo)',
  recognises: (index) => index.find(manifestName) !== null,
  async open(index, contents) {
    const json = await readJson(index, manifestName, manifestName);
    refuseManifest(json, index);
    for (const item of asArray(json)) {
      if (contents.isFull()) break;
      try {
        contents.addImage(await openOne(index, item, contents.faults));
      } catch (error) {
        contents.faults.push(faultOfInput(error, index.fileName));
      }
    }
    // Docker 25 and later: the index beside it has further platforms, and attestations.
    if (index.find(indexName)) await readLayout(index, contents, 'docker-archive');
  },
};
