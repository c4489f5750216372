import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { ByteRange, Bytes } from '../bytes/units.ts';

/** Copies what a reader gives, byte for byte, but for some ranges of it, which come in order. */
export async function copyWithout(
  reader: ByteReader,
  ranges: readonly ByteRange[],
  sink: ByteSink,
  onProgress: () => void = () => undefined,
): Promise<void> {
  for (const { start, end } of ranges) {
    await copy(reader, start - reader.position, sink, onProgress);
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
