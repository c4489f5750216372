import { openRange, type OpenOptions } from '../archive/open-range.ts';
import { TarReader } from '../archive/tar-reader.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { createStreamingHash, type StreamingHash } from '../bytes/streaming-hash.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import type { StoredFiles } from './content-candidates.ts';

/** Bytes of a SHA-256. */
export const digestSize = 32;

/** SHA-256 of stored files, 32 bytes for each event. What could not be read is not among them. */
export interface FileDigests {
  readonly events: Uint32Array<ArrayBuffer>;
  readonly digests: Uint8Array<ArrayBuffer>;
}

const filesBetweenProgress = 64;

/**
 * Hashes files of a layer. Their places are known, so no header is read again, but those of sparse files. A damaged layer
 * gives the files before the damage; the fault was told when the layer was scanned. `onProgress` gets the bytes hashed.
 */
export async function hashFiles(
  file: Blob,
  layer: LayerBlob,
  files: StoredFiles,
  options: OpenOptions,
  onProgress: (done: Bytes) => void = () => undefined,
): Promise<FileDigests> {
  const { events, offsets, sizes } = files;
  const digests = new Uint8Array(events.length * digestSize);
  const hashed: number[] = [];
  if (!layer.range || events.length === 0) return { events: new Uint32Array(0), digests };
  // What is not compressed is opened where the first file stands.
  const start = layer.compression === 'none' ? (offsets[0] as number) : 0;
  const range = { start: layer.range.start + start, end: layer.range.end };
  const reader = openRange(file, range, layer.compression, options);
  const hash = await createStreamingHash('sha256');
  let done = 0;
  try {
    await hashEach(reader, start, files, options.fileName, hash, (index) => {
      digests.set(hash.finish(), hashed.length * digestSize);
      hashed.push(events[index] as number);
      done += sizes[index] as number;
      if (hashed.length % filesBetweenProgress === 0) onProgress(done);
    });
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
  } finally {
    hash.release();
    await reader.close();
  }
  return { events: Uint32Array.from(hashed), digests: digests.slice(0, hashed.length * digestSize) };
}

/** Feeds one file after the other to `hash`; `onFile` is called where one ended. `start`: the reader's place in the tar. */
async function hashEach(
  reader: ByteReader,
  start: Bytes,
  { offsets, headerSizes, sizes }: StoredFiles,
  fileName: string,
  hash: StreamingHash,
  onFile: (index: number) => void,
): Promise<void> {
  for (let index = 0; index < offsets.length; index++) {
    const size = sizes[index] as number;
    const headerSize = headerSizes[index] as number;
    const gap = (offsets[index] as number) + headerSize - start - reader.position;
    // Most files lie in the window as a whole; then nothing has to be waited for.
    if (gap <= reader.buffered) reader.advance(gap);
    else if (!(await reader.skip(gap))) return;
    if (headerSize === 0) await hashEntry(reader, fileName, hash);
    else if (size <= reader.buffered) {
      hash.update(reader.peek(size));
      reader.advance(size);
    } else if (!(await hashBytes(reader, size, hash))) return;
    onFile(index);
  }
}

/** The next `size` bytes; false where the layer ends before. */
async function hashBytes(reader: ByteReader, size: Bytes, hash: StreamingHash): Promise<boolean> {
  for (let left = size; left > 0;) {
    if (reader.buffered === 0 && !(await reader.fill(1))) return false;
    const piece = reader.peek(Math.min(left, reader.buffered));
    hash.update(piece);
    reader.advance(piece.length);
    left -= piece.length;
  }
  return true;
}

/** The file of the entry that stands here, read through its headers: a sparse one with its zeros. */
async function hashEntry(reader: ByteReader, fileName: string, hash: StreamingHash): Promise<void> {
  const tar = new TarReader(reader, fileName);
  await tar.next();
  for await (const chunk of tar.chunks()) hash.update(chunk);
}
