// Zstandard frames written by hand (RFC 8878, 3.1.1), with blocks that need no compressor: raw ones and runs of one byte.
import { createXXHash64 } from 'hash-wasm';

export interface FrameOptions {
  /** Two to this power is the window; 17 (128 kB) where nothing is said. */
  readonly windowLog?: number;
  /** Ends with the low four bytes of the contents' XXH64. */
  readonly checksum?: boolean;
}

const magic = [0x28, 0xb5, 0x2f, 0xfd];
export const largestBlock = 131_072;
const [raw, run] = [0, 1];

function blockHeader(kind: number, length: number, last: boolean): number[] {
  const value = (length << 3) | (kind << 1) | Number(last);
  return [value & 0xff, (value >> 8) & 0xff, value >> 16];
}

function frameHeader({ windowLog = 17, checksum = false }: FrameOptions): number[] {
  return [...magic, checksum ? 4 : 0, (windowLog - 10) << 3];
}

/** One frame of raw blocks; its length is not told. */
export async function zstdFrame(bytes: Uint8Array, options: FrameOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [Uint8Array.from(frameHeader(options))];
  for (let at = 0; at === 0 || at < bytes.length; at += largestBlock) {
    const block = bytes.subarray(at, at + largestBlock);
    parts.push(Uint8Array.from(blockHeader(raw, block.length, at + block.length === bytes.length)), block);
  }
  if (options.checksum) {
    const hasher = await createXXHash64();
    const digest = hasher.init().update(bytes).digest('binary');
    parts.push(digest.slice(4).reverse());
  }
  return Uint8Array.from(Buffer.concat(parts));
}

/** A frame that is passed over: zstd:chunked keeps its table of contents in such. */
export function skippableFrame(contents: Uint8Array, number = 0): Uint8Array<ArrayBuffer> {
  const { length } = contents;
  const header = [0x50 + number, 0x2a, 0x4d, 0x18, length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff, 0];
  return Uint8Array.from([...header, ...contents]);
}

/** A frame of `count` blocks that each stand for 128 kB of `value`, four bytes a block, with no end. */
export function zstdBomb(count: number, value = 0): Uint8Array<ArrayBuffer> {
  const header = frameHeader({});
  const bomb = new Uint8Array(header.length + count * 4);
  bomb.set(header);
  const block = [...blockHeader(run, largestBlock, false), value];
  bomb.set(block, header.length);
  // Each copy doubles what is there.
  for (let done = 4; done < count * 4; done *= 2) {
    bomb.copyWithin(header.length + done, header.length, header.length + Math.min(done, count * 4 - done));
  }
  return bomb;
}

/** The same with an end: whole contents. */
export function zstdRuns(count: number, value = 0): Uint8Array<ArrayBuffer> {
  const frame = zstdBomb(count, value);
  frame[frame.length - 4]! |= 1;
  return frame;
}
