// A large ELF file is read as its bytes pass, once. What it needs stands in its dynamic section, near the end of what is loaded;
// the names for that lie at the beginning, where it cannot be told yet which of the strings there are meant. So the beginning is
// kept until the section has passed. Tools that change programs (patchelf) move both to the end, where they are read in turn.
import type { Bytes } from '../bytes/units.ts';
import { readElfLayout, type ElfLayout } from './elf-layout.ts';
import { readElfAt, type ElfFacts } from './elf.ts';

export const passingLimits = {
  /** Kept of the beginning. The strings of node end some 10 MB behind it, those of most programs in the first 100 kB. */
  startBytes: 16_000_000,
  /** Parts behind it that are loaded are kept as well where they are no larger: tools that change programs append such. */
  partBytes: 1_000_000,
  parts: 8,
  /** Kept behind such parts: a name is asked for with as many bytes as it may have. */
  behindBytes: 8192,
  /** One answer says where the next lies: headers, section, names. What these are is read with limits of their own. */
  readings: 16,
} as const;

interface Kept {
  readonly start: Bytes;
  readonly bytes: Uint8Array;
}

interface Range {
  readonly start: Bytes;
  readonly end: Bytes;
}

export interface PassedElf {
  readonly elf: ElfFacts | null;
  /** Nothing that was asked for had passed before. */
  readonly isWhole: boolean;
}

const nothing = new Uint8Array(0);
const holds = ({ start, bytes }: Kept, range: Range): boolean =>
  range.start >= start && range.end <= start + bytes.length;

/** The room for a beginning, from one file to the next: new memory costs as much as reading what is put there. */
let spare: Uint8Array | null = null;

function takeRoom(length: Bytes): Uint8Array {
  const room = spare && spare.length >= length ? spare : new Uint8Array(length);
  spare = null;
  return room;
}

export class PassingElf {
  readonly #size: Bytes;
  readonly #kept: Kept[];
  #position: Bytes = 0;
  #readings = 0;
  /** Where the next of what was asked for has passed. */
  #next: Bytes;

  /** Null where the first bytes tell all there is, and of what is no ELF file. */
  static of(head: Uint8Array, size: Bytes): PassingElf | null {
    const layout = readElfLayout(head, size);
    if (!layout) return null;
    const { missing } = readFrom([{ start: 0, bytes: head }], head.length, size);
    return missing.length === 0 ? null : new PassingElf(layout, size, missing);
  }

  private constructor(layout: ElfLayout, size: Bytes, asked: readonly Range[]) {
    this.#size = size;
    this.#kept = partsOf(layout, size).map(({ start, end }, part) => {
      const bytes = part === 0 ? takeRoom(end - start).subarray(0, end - start) : new Uint8Array(end - start);
      return { start, bytes };
    });
    this.#next = this.#ask(asked, 0, nothing);
  }

  /** In order, from the first byte on. */
  take(bytes: Uint8Array): void {
    const start = this.#position;
    this.#position += bytes.length;
    for (const kept of this.#kept) keep(kept, start, bytes);
    while (this.#position >= this.#next) {
      const { missing } = this.#read();
      this.#next = ++this.#readings < passingLimits.readings ? this.#ask(missing, start, bytes) : Infinity;
    }
  }

  end(): PassedElf {
    const { elf, missing } = this.#read();
    const [beginning] = this.#kept;
    if (beginning) spare = new Uint8Array(beginning.bytes.buffer);
    this.#kept.length = 0;
    return { elf, isWhole: missing.length === 0 };
  }

  #read(): Reading {
    return readFrom(this.#kept, this.#position, this.#size);
  }

  /** `start`: where the bytes at hand begin; what lies before them is lost. Gives where the first of it will have passed. */
  #ask(missing: readonly Range[], start: Bytes, bytes: Uint8Array): Bytes {
    let next = Infinity;
    for (const range of missing) {
      const isKept = this.#kept.some((kept) => holds(kept, range));
      if (!isKept && range.start < start) continue;
      if (!isKept) {
        const kept = { start: range.start, bytes: new Uint8Array(range.end - range.start) };
        keep(kept, start, bytes);
        this.#kept.push(kept);
      }
      next = Math.min(next, range.end);
    }
    return next;
  }
}

function keep({ start: first, bytes: room }: Kept, start: Bytes, bytes: Uint8Array): void {
  const [from, end] = [Math.max(start, first), Math.min(start + bytes.length, first + room.length)];
  if (from < end) room.set(bytes.subarray(from - start, end - start), from - first);
}

/**
 * The same of a file that can be read at any place. `read`: the bytes from `start` to `end`; null where that is not possible.
 * What cannot be read is damage of the file.
 */
export async function readElfInParts(
  head: Uint8Array,
  size: Bytes,
  read: (start: Bytes, end: Bytes) => Promise<Uint8Array | null>,
): Promise<ElfFacts | null> {
  const kept: Kept[] = [{ start: 0, bytes: head }];
  for (let left: number = passingLimits.readings; ; left--) {
    const { elf, missing } = readFrom(kept, size, size);
    if (missing.length === 0 || left === 0) return elf;
    for (const { start, end } of missing) {
      const bytes = await read(start, end);
      if (!bytes) return elf;
      kept.push({ start, bytes });
    }
  }
}

interface Reading {
  readonly elf: ElfFacts | null;
  readonly missing: readonly Range[];
}

/** By what is kept, of as much of the file as has passed. */
function readFrom(kept: readonly Kept[], passed: Bytes, size: Bytes): Reading {
  const missing: Range[] = [];
  const elf = readElfAt((start, length) => {
    const end = Math.min(start + length, size);
    if (start >= end) return nothing;
    const found = end <= passed ? kept.find((one) => holds(one, { start, end })) : undefined;
    if (found) return found.bytes.subarray(start - found.start, end - found.start);
    missing.push({ start, end });
    return nothing;
  });
  return { elf, missing };
}

/** Where names may lie that something farther behind asks for. */
function partsOf({ loaded, isKnown }: ElfLayout, size: Bytes): Range[] {
  const { startBytes, partBytes, parts, behindBytes } = passingLimits;
  const sorted = loaded.toSorted((one, other) => one.offset - other.offset);
  const [first, ...others] = sorted.map(({ offset, size: length }) => ({ start: offset, end: offset + length }));
  const isSmall = ({ start, end }: Range): boolean => end - start <= partBytes;
  const beginning = { start: 0, end: Math.min(startBytes, isKnown && first ? first.end : size) };
  const kept = [beginning, ...others.filter(isSmall).slice(0, parts)];
  return kept
    .map(({ start, end }) => ({ start, end: Math.min(end + behindBytes, size) }))
    .filter(({ start, end }) => start < end);
}
