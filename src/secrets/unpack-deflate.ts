import { InflateError } from '../archive/compression/deflate-bits.ts';
import { Inflater } from '../archive/compression/inflate.ts';
import type { Bytes } from '../bytes/units.ts';

export interface Unpacked {
  readonly bytes: Uint8Array;
  /** Where the stream ends in the input. */
  readonly end: number;
  /** The stream came to its own end: it was neither damaged nor cut at the limit. */
  readonly isWhole: boolean;
}

/** One for all: what it decodes is taken out at once. */
const inflater = new Inflater(65_536);

/** A stream of deflate (RFC 1951) that begins at `start`: what comes out of it, `most` bytes at most. */
export function unpackDeflate(input: Uint8Array, start: number, most: Bytes): Unpacked {
  const pieces: Uint8Array[] = [];
  let [length, at] = [0, start];
  const take = (): void => {
    const piece = inflater.take().slice(0, most - length);
    pieces.push(piece);
    length += piece.length;
  };
  const result = (isWhole: boolean): Unpacked => ({ bytes: joined(pieces, length), end: at, isWhole });
  inflater.take();
  inflater.begin();
  try {
    for (;;) {
      const stop = inflater.run(input, at, true);
      at = inflater.at;
      const isLast = stop === 'end' && length + inflater.pending.length <= most;
      take();
      if (isLast || length >= most) return result(isLast);
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    take();
    return result(false);
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** RFC 1950: the method is deflate, the sum fits, and no dictionary is wanted. */
export const isZlib = (bytes: Uint8Array, at = 0): boolean => {
  const [method = 0, flags = 0] = bytes.subarray(at, at + 2);
  return (method & 15) === 8 && ((method << 8) | flags) % 31 === 0 && (flags & 0x20) === 0;
};
export const zlibHeader = 2;
/** Adler-32 of what was packed. */
export const zlibTrailer = 4;
