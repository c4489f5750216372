import type { Bytes } from './units.ts';

/** The contents of a file as they are read; a piece is valid until the next one is asked for. */
export type Pieces = AsyncIterable<Uint8Array>;

/** All of them, copied, which are no more than `size` bytes. */
export async function gathered(pieces: Pieces, size: Bytes): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let length = 0;
  for await (const piece of pieces) {
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes.subarray(0, length);
}
