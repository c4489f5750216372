// A descriptor names a blob: https://github.com/opencontainers/image-spec/blob/main/descriptor.md
import type { ArchiveIndex } from '../archive/archive-index.ts';
import { decodeBase64 } from '../bytes/base64.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import { platformOf } from './config.ts';
import type { MeteredIndex } from './json-meter.ts';
import { asObject, asSize, asText, asTexts, jsonLimits, parseJson, readBytes, type JsonObject } from './json.ts';

export interface Descriptor {
  /** '' where it is missing: then what the blob holds decides. */
  readonly mediaType: string;
  readonly artifactType: string;
  readonly digest: string;
  readonly size: Bytes;
  readonly annotations: JsonObject;
  /** As an index gives it; null where it gives none. */
  readonly platform: string | null;
  /** Where else the blob is kept. */
  readonly urls: readonly string[];
  /** The blob itself, where it is small, in base64. */
  readonly data: string;
}

export function decodeDescriptor(value: unknown): Descriptor {
  const json = asObject(value);
  return {
    mediaType: asText(json.mediaType),
    artifactType: asText(json.artifactType),
    digest: asText(json.digest),
    size: asSize(json.size),
    annotations: asObject(json.annotations),
    platform: json.platform === undefined ? null : platformOf(asObject(json.platform)),
    urls: asTexts(json.urls),
    data: asText(json.data),
  };
}

/** An algorithm and a hash; what else stands in its place names no blob. */
export const isDigest = (text: string): boolean => /^[a-z0-9]{1,32}:[0-9a-f]{32,256}$/.test(text);

/** Name of its entry in an OCI layout, whatever the algorithm of its digest. */
export function blobName({ digest }: Descriptor): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** Whether the archive has the blob, or the descriptor brings it along. */
export const isHere = (index: ArchiveIndex, descriptor: Descriptor): boolean =>
  descriptor.data !== '' || index.find(blobName(descriptor)) !== null;

/** The blob's bytes. Throws a FaultError where it is missing or too large. */
export async function readBlob(index: MeteredIndex, descriptor: Descriptor, namedIn: string): Promise<Uint8Array> {
  const { fileName } = index;
  const name = blobName(descriptor);
  if (!descriptor.digest) {
    throw new FaultError({ kind: 'bad-json', fileName, path: namedIn, detail: 'a descriptor in it has no digest' });
  }
  if (index.find(name) || !descriptor.data) return readBytes(index, name, namedIn);
  if (descriptor.data.length > jsonLimits.bytes) {
    throw new FaultError({ kind: 'limit', fileName, what: name, limit: jsonLimits.bytes, unit: 'bytes' });
  }
  index.json.countBytes(descriptor.data.length);
  const bytes = decodeBase64(descriptor.data);
  if (bytes) return bytes;
  throw new FaultError({ kind: 'bad-json', fileName, path: namedIn, detail: `the data of ${name} is no base64` });
}

export async function readJsonBlob(index: MeteredIndex, descriptor: Descriptor, namedIn: string): Promise<unknown> {
  return parseJson(await readBlob(index, descriptor, namedIn), index.fileName, blobName(descriptor), index.json);
}
