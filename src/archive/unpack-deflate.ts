import { InflateError } from './compression/deflate-bits.ts';
import { Inflater } from './compression/inflate.ts';
import type { Bytes } from '../bytes/units.ts';

export interface Unpacked {
  /** Valid until the next stream is unpacked. */
  readonly bytes: Uint8Array;
  /** Where the stream ends in the input. */
  readonly end: number;
  /** The stream came to its own end: it was neither damaged nor cut at the limit. */
  readonly isWhole: boolean;
}

/** One for all, as is what comes out: there are thousands of small streams in a layer. */
const inflater = new Inflater(65_536);
let room = new Uint8Array(1_048_576);

/** Puts a piece behind `length` bytes; gives the length then. */
function putBehind(length: number, piece: Uint8Array): number {
  if (room.length < length + piece.length) {
    const larger = new Uint8Array(Math.max(room.length * 2, length + piece.length));
    larger.set(room.subarray(0, length));
    room = larger;
  }
  room.set(piece, length);
  return length + piece.length;
}

/** Puts what came out behind `length` bytes, up to `most`; gives the length then. */
const takeInto = (length: number, most: Bytes): number => putBehind(length, inflater.take().subarray(0, most - length));

/**
 * A stream of deflate (RFC 1951) that begins at `start`: what comes out of it, `most` bytes at most. It stands behind `before`
 * bytes that came out of the stream in front of it.
 */
export function unpackDeflate(input: Uint8Array, start: number, most: Bytes, before = 0): Unpacked {
  let [length, at] = [before, start];
  const result = (isWhole: boolean): Unpacked => ({ bytes: room.subarray(0, length), end: at, isWhole });
  inflater.take();
  inflater.begin();
  try {
    for (;;) {
      const stop = inflater.run(input, at, true);
      at = inflater.at;
      const isLast = stop === 'end' && length + inflater.pending.length <= most;
      length = takeInto(length, most);
      if (isLast || length >= most) return result(isLast);
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    length = takeInto(length, most);
    return result(false);
  }
}

/** The browser holds all that one piece expands to, a thousand times as much at worst. */
const pieceBytes: Bytes = 65_536;

/**
 * One whole member of gzip, by the browser's own decoder, which takes half as long. Null where it is damaged, where more stands
 * behind it (Chromium refuses that, Node does not), and where more than `most` bytes come out.
 */
export async function unpackMember(packed: Uint8Array<ArrayBuffer>, most: Bytes): Promise<Uint8Array | null> {
  const decoder = new DecompressionStream('gzip');
  const [input, output] = [decoder.writable.getWriter(), decoder.readable.getReader()];
  const feed = async (): Promise<void> => {
    for (let at = 0; at < packed.length; at += pieceBytes) await input.write(packed.subarray(at, at + pieceBytes));
    await input.close();
  };
  // What is wrong is met where it is read.
  feed().catch(() => undefined);
  try {
    let length = 0;
    for (let next = await output.read(); !next.done; next = await output.read()) {
      if (length + next.value.length > most) return null;
      length = putBehind(length, next.value);
    }
    return room.subarray(0, length);
  } catch {
    return null;
  } finally {
    await output.cancel().catch(() => undefined);
  }
}

/** RFC 1950: the method is deflate, the sum fits, and no dictionary is wanted. */
export const isZlib = (bytes: Uint8Array, at = 0): boolean => {
  const [method = 0, flags = 0] = bytes.subarray(at, at + 2);
  return (method & 15) === 8 && ((method << 8) | flags) % 31 === 0 && (flags & 0x20) === 0;
};
export const zlibHeader = 2;
/** Adler-32 of what was packed. */
export const zlibTrailer = 4;
