import { BlobReader } from '../bytes/byte-reader.ts';
import { BufferedSink, type ByteSink } from '../bytes/byte-sink.ts';
import { createStreamingHash, toHex } from '../bytes/streaming-hash.ts';
import type { ByteRange, Bytes } from '../bytes/units.ts';
import type { ArchiveBuilder } from './archive-builder.ts';
import { copyWithout } from './copy-without.ts';
import { GzipSink } from './gzip-sink.ts';
import type { LayerDescriptor } from './image-documents.ts';

/** The digest and the size of a tar. */
interface TarFacts {
  readonly diffId: string;
  readonly size: Bytes;
}

export interface LayerInArchive extends TarFacts {
  readonly blob: LayerDescriptor;
}

/** Writes the tar of a layer into a sink. */
type WriteTar = (sink: ByteSink) => Promise<void>;

/** Puts a layer into the archive, compressed or as it is. */
export async function addLayer(builder: ArchiveBuilder, compress: boolean, write: WriteTar): Promise<LayerInArchive> {
  if (!compress) {
    const { digest, size } = await builder.addStreamed(write);
    return { diffId: digest, size, blob: { digest, size, isCompressed: false } };
  }
  const { result, digest, size } = await builder.addStreamed((sink) => compressed(write, sink));
  return { ...result, blob: { digest, size, isCompressed: true } };
}

async function compressed(write: WriteTar, sink: ByteSink): Promise<TarFacts> {
  const gzip = new GzipSink(sink);
  try {
    // A tar comes in pieces of a block and less; each call of the stream has its price.
    const buffered = new BufferedSink(gzip);
    const facts = await hashed(write, buffered);
    await buffered.flush();
    await gzip.finish();
    return facts;
  } catch (error) {
    await gzip.discard();
    throw error;
  }
}

/** What a tar is, told on its way into a sink. */
async function hashed(write: WriteTar, sink: ByteSink): Promise<TarFacts> {
  const hash = await createStreamingHash('sha256');
  let size: Bytes = 0;
  try {
    await write({
      async write(piece) {
        hash.update(piece);
        size += piece.length;
        await sink.write(piece);
      },
    });
    return { diffId: `sha256:${toHex(hash.finish())}`, size };
  } finally {
    hash.release();
  }
}

/** Puts a compressed layer into the archive as it is stored in a file, so that its digest stays. `write`: for its tar. */
export async function addStored(
  builder: ArchiveBuilder,
  file: Blob,
  range: ByteRange,
  write: WriteTar,
): Promise<LayerInArchive> {
  const facts = await hashed(write, { write: async () => undefined });
  const { digest, size } = await builder.addStreamed(async (sink) => {
    const reader = new BlobReader(file, range);
    try {
      await copyWithout(reader, [], sink);
    } finally {
      await reader.close();
    }
  });
  return { ...facts, blob: { digest, size, isCompressed: true } };
}
