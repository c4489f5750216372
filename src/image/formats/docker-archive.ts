// What `docker save` writes: manifest.json lists, per image, its config, tags and layers. Three layouts share it:
// `<id>/layer.tar` (up to 24), `blobs/sha256/<hex>` beside an OCI index (25 and later), `<hex>.tar` (podman, skopeo).
// https://github.com/moby/docker-image-spec/blob/main/spec.md#combined-image-json--filesystem-changeset-format
import type { ArchiveIndex } from '../../archive/archive-index.ts';
import { sha256 } from '../../bytes/sha256.ts';
import { FaultError, toFault, type Fault } from '../../fault.ts';
import { decodeConfig } from '../config.ts';
import { configDigestInName, nameDocument } from '../documents.ts';
import { asArray, asObject, asText, asTexts, parseJson, readBytes, readJson } from '../json.ts';
import { digestInName, locateLayers } from '../layers.ts';
import type { ArchiveImage } from '../model.ts';
import type { ImageFormatReader } from './format.ts';

const manifestName = 'manifest.json';

async function openOne(index: ArchiveIndex, item: unknown, faults: Fault[]): Promise<ArchiveImage> {
  const manifest = asObject(item);
  const configName = asText(manifest.Config);
  if (!configName) {
    const detail = 'an image has no Config';
    throw new FaultError({ kind: 'bad-json', fileName: index.fileName, path: manifestName, detail });
  }
  const bytes = await readBytes(index, configName, manifestName);
  const config = decodeConfig(parseJson(bytes, index.fileName, configName));
  const references = asTexts(manifest.Layers).map((name) => ({
    name,
    digest: digestInName(name),
    namedIn: manifestName,
  }));
  return {
    format: 'docker-archive',
    reference: asTexts(manifest.RepoTags)[0] ?? null,
    id: await sha256(bytes),
    platform: config.platform,
    created: config.created,
    config: config.config,
    history: config.history,
    layers: await locateLayers(index, references, config, faults),
    documents: [await nameDocument('config', configDigestInName(configName), bytes)],
  };
}

export const dockerArchive: ImageFormatReader = {
  id: 'docker-archive',
  lookedFor: 'manifest.json (docker save, podman save, skopeo)',
  recognises: (index) => index.find(manifestName) !== null,
  async open(index, faults) {
    const images: ArchiveImage[] = [];
    for (const item of asArray(await readJson(index, manifestName, manifestName))) {
      try {
        images.push(await openOne(index, item, faults));
      } catch (error) {
        faults.push(toFault(error, index.fileName));
      }
    }
    return images;
  },
};
