import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Bytes } from '../bytes/units.ts';
import type { DroppedRange } from './dropped-ranges.ts';

/** Copies what a reader gives, byte for byte, but for some ranges of it, which come in order. */
export async function copyWithout(
  reader: ByteReader,
  ranges: readonly DroppedRange[],
  sink: ByteSink,
  onProgress: () => void = () => undefined,
): Promise<void> {
  for (const { start, end, instead } of ranges) {
    await copy(reader, start - reader.position, sink, onProgress);
    if (instead) await sink.write(instead);
    await reader.skip(end - reader.position);
  }
  await copy(reader, Infinity, sink, onProgress);
}

async function copy(reader: ByteReader, count: Bytes, sink: ByteSink, onProgress: () => void): Promise<void> {
  let left = count;
  while (left > 0 && (await reader.fill(1))) {
    const piece = reader.peek(Math.min(left, reader.buffered));
    await sink.write(piece);
    reader.advance(piece.length);
    left -= piece.length;
    onProgress();
  }
}
