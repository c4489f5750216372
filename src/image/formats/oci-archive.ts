// An OCI image layout in a tar: index.json → (nested indexes →) manifests → config and layers, all in blobs/.
// https://github.com/opencontainers/image-spec/blob/main/image-layout.md
import type { ArchiveIndex } from '../../archive/archive-index.ts';
import { FaultError, toFault, type Fault } from '../../fault.ts';
import { decodeConfig } from '../config.ts';
import { nameDocument } from '../documents.ts';
import { asArray, asObject, asText, asTextOrNull, parseJson, readBytes, readJson, type JsonObject } from '../json.ts';
import { locateLayers } from '../layers.ts';
import type { ArchiveImage } from '../model.ts';
import type { ImageFormatReader } from './format.ts';

const indexName = 'index.json';
const maxNesting = 8;
const maxManifests = 1000;

function blobName(descriptor: JsonObject): string {
  return `blobs/${asText(descriptor.digest).replace(':', '/')}`;
}

function nameOf(descriptor: JsonObject): string | null {
  const annotations = asObject(descriptor.annotations);
  return (
    asTextOrNull(annotations['io.containerd.image.name']) ??
    asTextOrNull(annotations['org.opencontainers.image.ref.name'])
  );
}

/** BuildKit stores provenance and SBOMs as manifests of their own beside the images. */
function isAttestation(descriptor: JsonObject): boolean {
  return asObject(descriptor.annotations)['vnd.docker.reference.type'] === 'attestation-manifest';
}

interface Found {
  readonly descriptor: JsonObject;
  readonly reference: string | null;
}

async function findManifests(index: ArchiveIndex): Promise<Found[]> {
  const found: Found[] = [];
  const walk = async (name: string, reference: string | null, depth: number): Promise<void> => {
    if (depth > maxNesting || found.length > maxManifests) {
      const what = 'nested indexes of an OCI layout';
      throw new FaultError({ kind: 'limit', fileName: index.fileName, what, limit: maxNesting, unit: 'levels' });
    }
    for (const item of asArray(asObject(await readJson(index, name, indexName)).manifests)) {
      const descriptor = asObject(item);
      const own = nameOf(descriptor) ?? reference;
      const mediaType = asText(descriptor.mediaType);
      if (mediaType.includes('image.index') || mediaType.includes('manifest.list')) {
        await walk(blobName(descriptor), own, depth + 1);
      } else if (!isAttestation(descriptor)) found.push({ descriptor, reference: own });
    }
  };
  await walk(indexName, null, 0);
  return found;
}

async function openOne(index: ArchiveIndex, { descriptor, reference }: Found, faults: Fault[]): Promise<ArchiveImage> {
  const manifestName = blobName(descriptor);
  const manifestBytes = await readBytes(index, manifestName, indexName);
  const manifest = asObject(parseJson(manifestBytes, index.fileName, manifestName));
  const configDescriptor = asObject(manifest.config);
  const configName = blobName(configDescriptor);
  const configBytes = await readBytes(index, configName, manifestName);
  const config = decodeConfig(parseJson(configBytes, index.fileName, configName));
  const references = asArray(manifest.layers).map((item) => {
    const layer = asObject(item);
    return { name: blobName(layer), digest: asTextOrNull(layer.digest), namedIn: manifestName };
  });
  return {
    format: 'oci-archive',
    reference,
    id: asText(configDescriptor.digest),
    platform: config.platform,
    created: config.created,
    config: config.config,
    history: config.history,
    layers: await locateLayers(index, references, config, faults),
    documents: [
      await nameDocument('manifest', asTextOrNull(descriptor.digest), manifestBytes),
      await nameDocument('config', asTextOrNull(configDescriptor.digest), configBytes),
    ],
  };
}

export const ociArchive: ImageFormatReader = {
  id: 'oci-archive',
  lookedFor: 'index.json (an OCI image layout)',
  recognises: (index) => index.find(indexName) !== null,
  async open(index, faults) {
    const images: ArchiveImage[] = [];
    for (const found of await findManifests(index)) {
      try {
        images.push(await openOne(index, found, faults));
      } catch (error) {
        faults.push(toFault(error, index.fileName));
      }
    }
    return images;
  },
};
