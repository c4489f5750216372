import type { OpenOptions } from '../archive/open-range.ts';
import type { TarReader } from '../archive/tar-reader.ts';
import { sha256 } from '../bytes/sha256.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { readEntry } from '../layer/stored-entry.ts';
import { ContainerLimit } from './container.ts';
import { containers } from './containers/index.ts';
import { limits } from './limits.ts';
import type { FoundSecret } from './found-secret.ts';

/** Shown at most: the longest secret, a store of keys, is smaller. */
const mostBytes = 1_000_000;

/** The value that a secret's place stands for. Throws a FaultError where it can't be read any more. */
export function revealInLayer(
  file: Blob,
  layer: LayerBlob,
  entry: Bytes,
  found: FoundSecret,
  options: OpenOptions,
): Promise<string> {
  return readEntry({ file, layer, entry }, options, async (tar, { storedSize }) => {
    if (found.container !== null) {
      const packed = await partOf(tar, 0, Math.min(storedSize, limits.insideBytes));
      return textOf(await unpacked(packed, found, options.fileName), found.width);
    }
    const end = Math.min(found.offset + Math.min(found.length, mostBytes), storedSize);
    return textOf(await partOf(tar, found.offset, end), found.width);
  });
}

/** Bytes of what is stored of a file: the holes of a sparse one are of any length. */
async function partOf(tar: TarReader, start: Bytes, end: Bytes): Promise<Uint8Array> {
  const part = new Uint8Array(Math.max(0, end - start));
  let at = 0;
  for await (const chunk of tar.storedChunks()) {
    const from = Math.max(0, start - at);
    const piece = chunk.subarray(from, Math.max(from, end - at));
    part.set(piece, Math.max(0, at - start));
    at += chunk.length;
    if (at >= end) break;
  }
  return part;
}

/** The value in what a container holds; where several things in it have one name, the hash tells which. */
async function unpacked(packed: Uint8Array, found: FoundSecret, fileName: string): Promise<Uint8Array> {
  const { container, inside, offset, length, width, hash } = found;
  const opener = containers.find(({ id }) => id === container);
  try {
    for await (const { name, bytes } of opener?.open(packed, limits.insideBytes) ?? []) {
      const value = name === inside ? bytes.slice(offset, offset + length) : null;
      if (value && (await sha256(narrowed(value, width))) === `sha256:${hash}`) return value.subarray(0, mostBytes);
    }
  } catch (error) {
    if (!(error instanceof ContainerLimit)) throw error;
  }
  throw new FaultError({ kind: 'unreadable-file', fileName, detail: `what is packed in it as ${inside ?? ''}` });
}

/** Of UTF-16 the bytes of ASCII, which is all that secrets are made of. */
const narrowed = (bytes: Uint8Array, width: 1 | 2): Uint8Array =>
  width === 1 ? bytes : bytes.filter((byte) => byte !== 0);

const textOf = (bytes: Uint8Array, width: 1 | 2): string => new TextDecoder().decode(narrowed(bytes, width));
