// Programs of Go before 1.18 tell of their modules by pointers to strings, whose letters pass long before the pointers do.
// So everything that may be meant is kept as it passes: few texts in a program begin like that.
import type { Bytes } from '../../bytes/units.ts';
import type { ElfSegment } from '../../content/elf-layout.ts';
import { joined } from './joined.ts';

interface Piece {
  readonly bytes: Uint8Array;
  length: number;
}

interface Wanted {
  readonly start: readonly number[];
  readonly most: number;
  readonly keeps: Bytes;
}

/** The version of Go: `go1.`. */
const version: Wanted = { start: [0x67, 0x6f, 0x31, 0x2e], most: 4096, keeps: 64 };
/** The mark in front of the text of modules (cmd/go/internal/modload, infoStart). */
const modules: Wanted = {
  start: [0x30, 0x77, 0xaf, 0x0c, 0x92, 0x74, 0x08, 0x02, 0x41, 0xe1, 0xc1, 0x07, 0xe6, 0xd6, 0x18, 0xe6],
  most: 2,
  keeps: 1_000_000,
};
const longestStart = modules.start.length;
const noBytes = new Uint8Array(0);

export class GoStrings {
  readonly #segments: readonly ElfSegment[];
  readonly #pieces = new Map<Bytes, Piece>();
  readonly #left = new Map([version, modules].map((wanted) => [wanted, wanted.most]));
  #open: Piece[] = [];
  #tail = noBytes;

  constructor(loaded: readonly ElfSegment[]) {
    this.#segments = loaded.filter(({ isExecutable }) => !isExecutable);
  }

  /** In order: `start` is where in the file the bytes lie. */
  take(start: Bytes, bytes: Uint8Array): void {
    this.#open = this.#open.filter((piece) => fill(piece, bytes));
    if (!this.#segments.some(({ offset, size }) => offset < start + bytes.length && offset + size > start)) {
      this.#tail = noBytes;
      return;
    }
    const [windowStart, window] = [start - this.#tail.length, joined(this.#tail, bytes)];
    for (const wanted of [version, modules]) this.#search(window, windowStart, wanted);
    this.#tail = window.slice(Math.max(0, window.length - longestStart + 1));
  }

  /** Kept bytes of the file, or as many as there are from there on; null where they are none of these. */
  at(offset: Bytes, length: Bytes): Uint8Array | null {
    const piece = this.#pieces.get(offset);
    return piece ? piece.bytes.subarray(0, Math.min(length, piece.length)) : null;
  }

  #search(window: Uint8Array, windowStart: Bytes, wanted: Wanted): void {
    const [first = 0] = wanted.start;
    for (let at = window.indexOf(first); at >= 0; at = window.indexOf(first, at + 1)) {
      if (!wanted.start.every((byte, index) => window[at + index] === byte)) continue;
      const left = this.#left.get(wanted) ?? 0;
      if (left === 0) return;
      if (this.#pieces.has(windowStart + at)) continue;
      this.#left.set(wanted, left - 1);
      const piece = { bytes: new Uint8Array(wanted.keeps), length: 0 };
      this.#pieces.set(windowStart + at, piece);
      if (fill(piece, window.subarray(at))) this.#open.push(piece);
    }
  }
}

/** False where it has all that it keeps. */
function fill(piece: Piece, bytes: Uint8Array): boolean {
  const some = bytes.subarray(0, piece.bytes.length - piece.length);
  piece.bytes.set(some, piece.length);
  piece.length += some.length;
  return piece.length < piece.bytes.length;
}
