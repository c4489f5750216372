import { BlobReader, StreamReader, type ByteReader } from '../bytes/byte-reader.ts';
import type { ByteRange, Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

const magics: readonly { readonly compression: Compression; readonly bytes: readonly number[] }[] = [
  { compression: 'gzip', bytes: [0x1f, 0x8b] },
  { compression: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
];

/** How many bytes `sniffCompression` wants to see. */
export const headBytes = 8;

/** Told by its first bytes, whatever a media type or a name says. */
export function sniffCompression(head: Uint8Array): Compression {
  const found = magics.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte));
  return found?.compression ?? 'none';
}

/** Counts what passes, for progress in terms of the dropped file. */
function counting(onBytes: (count: number) => void): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
}

/** The uncompressed bytes of a range of the file, in order. */
export function openRange(file: Blob, range: ByteRange, compression: Compression, fileName: string): ByteReader {
  switch (compression) {
    case 'none':
      return new BlobReader(file, range);
    case 'gzip': {
      let consumed: Bytes = 0;
      const stream = file
        .slice(range.start, range.end)
        .stream()
        .pipeThrough(counting((count) => (consumed += count)))
        .pipeThrough(new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>);
      // A file that can't be read any more fails with a DOMException, damaged data with a TypeError in browsers and with
      // an error of zlib's in Node.
      return new StreamReader(
        stream,
        () => consumed,
        (error) =>
          error instanceof DOMException ? error : new FaultError({ kind: 'bad-compression', fileName, compression }),
      );
    }
    case 'zstd':
      throw new FaultError({ kind: 'unsupported-compression', fileName, compression });
    default:
      return compression satisfies never;
  }
}
