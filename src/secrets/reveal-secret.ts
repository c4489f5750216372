import { openRange, type OpenOptions } from '../archive/open-range.ts';
import { TarReader } from '../archive/tar-reader.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { containers } from './containers/index.ts';
import { limits } from './file-scanner.ts';
import type { FoundSecret } from './found-secret.ts';

/** Read as a whole; the longest secret, a store of keys, is smaller. */
const mostBytes = 1_000_000;

/** The value that a secret's place stands for. Throws a FaultError where it can't be read any more. */
export async function revealInLayer(
  file: Blob,
  layer: LayerBlob,
  entry: Bytes,
  found: FoundSecret,
  options: OpenOptions,
): Promise<string> {
  const { fileName } = options;
  if (!layer.range) throw new FaultError({ kind: 'missing-blob', fileName, path: layer.name, namedIn: 'the manifest' });
  // What is not compressed is opened where the file stands.
  const start = layer.compression === 'none' ? entry : 0;
  const range = { start: layer.range.start + start, end: layer.range.end };
  const reader = openRange(file, range, layer.compression, options);
  try {
    if (!(await reader.skip(entry - start))) throw new FaultError({ kind: 'truncated', fileName, offset: entry });
    const tar = new TarReader(reader, fileName);
    await tar.next();
    return textOf(await bytesOf(tar, found), found.width);
  } finally {
    await reader.close();
  }
}

async function bytesOf(tar: TarReader, { container, inside, offset, length }: FoundSecret): Promise<Uint8Array> {
  const end = offset + Math.min(length, mostBytes);
  if (container === null) return partOf(tar, offset, end);
  const opener = containers.find(({ id }) => id === container);
  const packed = await tar.body(limits.insideBytes);
  for await (const { name, bytes } of opener?.open(packed, limits.insideBytes) ?? []) {
    if (name === inside) return bytes.subarray(offset, end);
  }
  return new Uint8Array(0);
}

async function partOf(tar: TarReader, start: Bytes, end: Bytes): Promise<Uint8Array> {
  const part = new Uint8Array(end - start);
  let at = 0;
  for await (const chunk of tar.chunks()) {
    const from = Math.max(0, start - at);
    const piece = chunk.subarray(from, Math.max(from, end - at));
    part.set(piece, Math.max(0, at - start));
    at += chunk.length;
    if (at >= end) break;
  }
  return part;
}

function textOf(bytes: Uint8Array, width: 1 | 2): string {
  if (width === 1) return new TextDecoder().decode(bytes);
  return new TextDecoder().decode(bytes.filter((byte) => byte !== 0));
}
