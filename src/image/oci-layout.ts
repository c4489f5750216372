// An OCI image layout, in a tar or as a folder: index.json → (nested indexes →) manifests → config and layers, in blobs/.
// https://github.com/opencontainers/image-spec/blob/main/image-layout.md
import type { ArchiveIndex } from '../archive/archive-index.ts';
import { sha256 } from '../bytes/sha256.ts';
import { faultOfInput, type Fault } from '../fault.ts';
import type { ArchiveContents } from './archive-contents.ts';
import { attestationsOf } from './attestations.ts';
import { decodeConfig } from './config.ts';
import { blobName, decodeDescriptor, isDigest, isHere, readBlob, type Descriptor } from './descriptor.ts';
import { nameDocument } from './documents.ts';
import type { MeteredIndex } from './json-meter.ts';
import { parseJson, type JsonObject } from './json.ts';
import { historyOf, locateLayers } from './layers.ts';
import { kindOfManifest, layersOf, namesAttestation } from './manifest-kind.ts';
import type { ArchiveImage, ImageFormat, NamedDocument } from './model.ts';
import { findManifests, indexName, type FoundManifest } from './oci-index.ts';

const configOf = (manifest: JsonObject): Descriptor => decodeDescriptor(manifest.config);

/**
 * True where an index names an image of some platform of which the archive holds no more than the manifest: what
 * `docker save --platform` leaves out.
 */
function isAbsent(index: ArchiveIndex, { descriptor, manifest }: FoundManifest): boolean {
  if (descriptor.platform === null) return false;
  if (!manifest) return !isHere(index, descriptor);
  if (!isHere(index, configOf(manifest))) return true;
  const layers = layersOf(manifest);
  return layers.length > 0 && !layers.some((layer) => isHere(index, layer));
}

async function openImage(
  index: MeteredIndex,
  { descriptor, names }: FoundManifest,
  manifest: JsonObject,
  format: ImageFormat,
  faults: Fault[],
): Promise<ArchiveImage> {
  const manifestName = blobName(descriptor);
  const configDescriptor = configOf(manifest);
  const bytes = await readBlob(index, configDescriptor, manifestName);
  const config = decodeConfig(parseJson(bytes, index.fileName, blobName(configDescriptor), index.json));
  const references = layersOf(manifest).map((layer) => ({
    name: blobName(layer),
    digest: layer.digest || null,
    namedIn: manifestName,
    mediaType: layer.mediaType,
    urls: layer.urls,
  }));
  const layers = await locateLayers(index, references, config, faults);
  return {
    format,
    reference: names[0] ?? null,
    tags: names,
    id: isDigest(configDescriptor.digest) ? configDescriptor.digest : await sha256(bytes),
    manifestDigest: descriptor.digest,
    platform: config.platform,
    created: config.created,
    config: config.config,
    configText: new TextDecoder().decode(bytes),
    history: historyOf(config.history, layers.length),
    layers,
    documents: [
      await nameManifest(index, descriptor),
      await nameDocument('config', isDigest(configDescriptor.digest) ? configDescriptor.digest : null, bytes),
    ],
  };
}

async function nameManifest(index: MeteredIndex, descriptor: Descriptor): Promise<NamedDocument> {
  const bytes = await readBlob(index, descriptor, indexName);
  return nameDocument('manifest', isDigest(descriptor.digest) ? descriptor.digest : null, bytes);
}

class LayoutReader {
  private readonly absent: FoundManifest[] = [];

  constructor(
    private readonly index: MeteredIndex,
    private readonly contents: ArchiveContents,
    private readonly format: ImageFormat,
  ) {}

  async read(): Promise<void> {
    const found = await findManifests(this.index, this.contents.faults);
    for (const each of found) {
      if (await this.joinTwin(each)) continue;
      if (isAbsent(this.index, each)) this.absent.push(each);
      else if (!(await this.readOne(each))) break;
    }
    this.tellAbsent();
  }

  /** False where no more may be added. */
  private async readOne(found: FoundManifest): Promise<boolean> {
    const { index, contents } = this;
    const { descriptor, names, manifest } = found;
    if (!manifest) {
      if (isHere(index, descriptor)) this.note(found, `a blob of type ${descriptor.mediaType}`);
      else if (!namesAttestation(descriptor)) this.miss(descriptor);
      return true;
    }
    const kind = kindOfManifest(descriptor, manifest);
    if (kind.kind === 'artifact') this.note(found, kind.what);
    else if (kind.kind === 'attestation') {
      contents.addAttestations(attestationsOf(index, descriptor, manifest, names));
    } else {
      if (contents.isFull()) return false;
      await this.addImage(found, manifest);
    }
    return true;
  }

  /** An image that manifest.json has told of already gets its manifest's digest. */
  private async joinTwin({ descriptor, manifest }: FoundManifest): Promise<boolean> {
    if (!manifest || kindOfManifest(descriptor, manifest).kind !== 'image') return false;
    const { images } = this.contents;
    const id = configOf(manifest).digest;
    const at = images.findIndex((image) => image.id === id && image.manifestDigest === null);
    const twin = images[at];
    if (!twin) return false;
    const documents = [await nameManifest(this.index, descriptor), ...twin.documents];
    images[at] = { ...twin, manifestDigest: descriptor.digest, documents };
    return true;
  }

  private async addImage(found: FoundManifest, manifest: JsonObject): Promise<void> {
    const { index, contents, format } = this;
    try {
      contents.addImage(await openImage(index, found, manifest, format, contents.faults));
    } catch (error) {
      contents.faults.push(faultOfInput(error, index.fileName));
    }
  }

  private note({ descriptor, names }: FoundManifest, what: string): void {
    this.contents.addNote({ kind: 'artifact', what, digest: descriptor.digest, reference: names[0] ?? null });
  }

  private miss(descriptor: Descriptor): void {
    const { fileName } = this.index;
    this.contents.faults.push({ kind: 'missing-blob', fileName, path: blobName(descriptor), namedIn: indexName });
  }

  /** Beside an image that is there, other platforms are left out on purpose; where none is there, they are missing. */
  private tellAbsent(): void {
    const { images } = this.contents;
    const named = this.absent.filter(({ descriptor }) => !namesAttestation(descriptor));
    const platforms = named.map(({ descriptor }) => descriptor.platform ?? '');
    const known = [...new Set(platforms)].filter((platform) => platform !== 'unknown/unknown');
    if (images.length === 0) for (const { descriptor } of named) this.miss(descriptor);
    else if (known.length > 0) this.contents.addNote({ kind: 'absent-platforms', platforms: known });
  }
}

/**
 * Adds the images, attestations and other artifacts of a layout. Images that stand in `contents` already, from the
 * manifest.json beside the layout, are joined with their manifests.
 */
export function readLayout(index: MeteredIndex, contents: ArchiveContents, format: ImageFormat): Promise<void> {
  return new LayoutReader(index, contents, format).read();
}
