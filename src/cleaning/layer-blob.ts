import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Bytes } from '../bytes/units.ts';
import type { ArchiveBuilder } from './archive-builder.ts';
import type { LayerDescriptor } from './image-documents.ts';

export interface LayerInArchive {
  /** The digest and the size of its tar. */
  readonly diffId: string;
  readonly size: Bytes;
  readonly blob: LayerDescriptor;
}

/** Puts a layer into the archive. `write` gets the sink for its tar. */
export async function addLayer(
  builder: ArchiveBuilder,
  _compress: boolean,
  write: (sink: ByteSink) => Promise<void>,
): Promise<LayerInArchive> {
  const blob = await builder.addStreamed(write);
  return { diffId: blob.digest, size: blob.size, blob: { ...blob, isCompressed: false } };
}
