import type { Bytes } from '../bytes/units.ts';

export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/** So many bytes of a file from a place on; fewer where it ends before, or not all of them are at hand. */
export type BytesAt = (offset: Bytes, length: Bytes) => Uint8Array;

/** A file whose header says how its numbers are written. */
export interface ElfSource {
  readonly bytesAt: BytesAt;
  readonly is64: boolean;
  readonly isLittle: boolean;
}

/** Numbers of a file, in its order of bytes and its width. */
export class ElfFields {
  readonly #view: DataView;
  readonly #isLittle: boolean;
  readonly is64: boolean;
  readonly length: Bytes;

  constructor(bytes: Uint8Array, is64: boolean, isLittle: boolean) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.is64 = is64;
    this.#isLittle = isLittle;
    this.length = bytes.length;
  }

  half(at: number): number {
    return this.#view.getUint16(at, this.#isLittle);
  }

  word(at: number): number {
    return this.#view.getUint32(at, this.#isLittle);
  }

  /** An address, an offset or a size; above 2^53 it is not exact, which no file needs. */
  address(at: number): number {
    if (!this.is64) return this.word(at);
    const [first, second] = [this.word(at), this.word(at + 4)];
    return this.#isLittle ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }
}
