import type { Bytes } from '../../bytes/units.ts';
import type { ElfLayout } from '../../content/elf-layout.ts';
import { findMark, markStep, readHeader, wantedHeader, type GoInline, type GoPointers } from './go-build-info.ts';
import { joined } from './joined.ts';

/** So many marks that nothing of Go's follows are no chance. */
const mostMarks = 1000;
const noBytes = new Uint8Array(0);

interface Part {
  readonly start: Bytes;
  end: Bytes;
  /** What its offsets need to become addresses, of which only the lowest bits matter. */
  readonly shift: number;
}

export interface FoundMark {
  readonly header: GoInline | GoPointers;
  /** Where the mark lies. */
  readonly at: Bytes;
  /** From there on, as far as they passed; valid during the call. */
  readonly bytes: Uint8Array;
}

/** Looks for build information in what is loaded to be written to, as that passes. */
export class GoMarkFinder {
  readonly #parts: readonly Part[];
  readonly #size: Bytes;
  #tail: Uint8Array = noBytes;
  #marks = 0;

  constructor(layout: ElfLayout, size: Bytes) {
    this.#parts = writableParts(layout);
    this.#size = size;
  }

  /** In order: `start` is where in the file the bytes lie. */
  take(start: Bytes, bytes: Uint8Array): FoundMark | null {
    const end = start + bytes.length;
    const isWanted = this.#parts.some((part) => part.start < end && part.end > start - this.#tail.length);
    if (!isWanted || this.#marks > mostMarks) {
      this.#tail = noBytes;
      return null;
    }
    const window = joined(this.#tail, bytes);
    return this.#search(window, start - this.#tail.length, end >= this.#size);
  }

  #search(window: Uint8Array, start: Bytes, isLast: boolean): FoundMark | null {
    for (const part of this.#parts) {
      const from = Math.max(start, part.start);
      const first = from + ((markStep - ((from + part.shift) % markStep)) % markStep) - start;
      const end = Math.min(window.length, part.end - start);
      for (let at = findMark(window, first, end); at >= 0; at = findMark(window, at + markStep, end)) {
        if (window.length - at < wantedHeader && !isLast) {
          this.#tail = window.slice(at);
          return null;
        }
        if (++this.#marks > mostMarks) return null;
        const bytes = window.subarray(at);
        const header = readHeader(bytes);
        if (header) return { header, at: start + at, bytes };
      }
    }
    this.#tail = window.slice(Math.max(0, window.length - markStep + 1));
    return null;
  }
}

/** In the order of the file, each byte once. */
function writableParts({ loaded }: ElfLayout): readonly Part[] {
  const parts: Part[] = [];
  const writable = loaded.filter(({ isWritable }) => isWritable).toSorted((one, other) => one.offset - other.offset);
  for (const { offset, size, address } of writable) {
    const last = parts.at(-1);
    if (last && offset < last.end) last.end = Math.max(last.end, offset + size);
    else
      parts.push({ start: offset, end: offset + size, shift: (address % markStep) + markStep - (offset % markStep) });
  }
  return parts;
}
