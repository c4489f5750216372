// Sections of an ELF file are named by a table at its end, which stands behind what it names. So what may be meant is kept as it
// passes: what is not loaded with the program, and of that its beginning and its end, where there is much (symbols, for debuggers).
import type { ByteRange, Bytes } from '../../bytes/units.ts';
import { ElfFields } from '../../content/elf-fields.ts';
import { sectionSize, type ElfLayout, type ElfSectionTable } from '../../content/elf-layout.ts';

/** At the beginning and at the end of what is not loaded. */
const mostKept: Bytes = 8_000_000;
/** There may be many such parts. */
const mostInAll: Bytes = 24_000_000;
/** Smaller files are kept whole. */
const small: Bytes = 1_000_000;

/** Null where there is none of that name, 'lost' where that, or what stands in it, was not kept. */
type FoundSection = Uint8Array | 'lost' | null;

/** Finds the section of a name as a file's bytes pass. */
export class SectionKeeper {
  readonly #name: string;
  readonly #layout: ElfLayout;
  readonly #table: ElfSectionTable;
  readonly #size: Bytes;
  #kept: readonly Kept[] | null = null;
  #position: Bytes = 0;
  /** Of a file that came in one piece. */
  #found: FoundSection | undefined = undefined;

  constructor(name: string, layout: ElfLayout, table: ElfSectionTable, size: Bytes) {
    this.#name = name;
    this.#layout = layout;
    this.#table = table;
    this.#size = size;
  }

  take(bytes: Uint8Array): void {
    const start = this.#position;
    this.#position += bytes.length;
    if (start === 0 && bytes.length >= this.#size) {
      this.#kept = [{ range: { start: 0, end: this.#size }, bytes }];
      const found = this.#find();
      // The bytes are theirs who gave them.
      this.#found = found instanceof Uint8Array ? found.slice() : found;
      this.#kept = [];
      return;
    }
    this.#kept ??= this.#rooms();
    for (const { range, bytes: room } of this.#kept) {
      const from = Math.max(start, range.start);
      const end = Math.min(this.#position, range.end);
      if (from < end) room.set(bytes.subarray(from - start, end - start), from - range.start);
    }
  }

  #rooms(): readonly Kept[] {
    return rangesOf(this.#layout, this.#table, this.#size).map((range) => ({
      range,
      bytes: new Uint8Array(range.end - range.start),
    }));
  }

  /** After the last byte. */
  section(): FoundSection {
    return this.#found === undefined ? this.#find() : this.#found;
  }

  #find(): FoundSection {
    const { count, names } = this.#table;
    const texts = this.#sectionAt(names, 'strings');
    if (texts === 'lost') return 'lost';
    const wanted = Uint8Array.from(`${this.#name}\0`, (letter) => letter.charCodeAt(0));
    for (let index = 0; index < count; index++) {
      const at = this.#nameOf(index);
      if (at === null) return 'lost';
      if (wanted.every((byte, offset) => texts[at + offset] === byte)) return this.#sectionAt(index, 'content');
    }
    return null;
  }

  #header(index: number): ElfFields | null {
    const { is64, isLittle } = this.#layout;
    const size = sectionSize(is64);
    const bytes = this.#bytesAt(this.#table.offset + index * size, size);
    return bytes && new ElfFields(bytes, is64, isLittle);
  }

  #nameOf(index: number): number | null {
    return this.#header(index)?.word(0) ?? null;
  }

  #sectionAt(index: number, kind: 'strings' | 'content'): Uint8Array | 'lost' {
    const header = index < this.#table.count ? this.#header(index) : null;
    if (!header) return 'lost';
    const [offset, size] = header.is64 ? [24, 32] : [16, 20];
    const length = header.address(size);
    // Names are short, and those of a damaged file need not be there to the end.
    return this.#bytesAt(header.address(offset), length, kind === 'strings') ?? 'lost';
  }

  #bytesAt(start: Bytes, length: Bytes, mayBeShort = false): Uint8Array | null {
    const passed = this.#position;
    for (const { range, bytes } of this.#kept ?? []) {
      const end = Math.min(range.end, passed);
      if (start < range.start || start >= end || (start + length > end && !mayBeShort)) continue;
      return bytes.subarray(start - range.start, Math.min(start + length, end) - range.start);
    }
    return null;
  }
}

interface Kept {
  readonly range: ByteRange;
  readonly bytes: Uint8Array;
}

/** What is not loaded, up to the table where that lies in it; the table alone where it is loaded. */
function rangesOf(layout: ElfLayout, { offset, count }: ElfSectionTable, size: Bytes): readonly ByteRange[] {
  if (size <= small) return [{ start: 0, end: size }];
  const table = { start: Math.min(size, offset), end: Math.min(size, offset + count * sectionSize(layout.is64)) };
  const gaps = gapsOf(layout, size).map(({ start, end }) =>
    start <= table.start && table.end <= end ? { start, end: table.end } : { start, end },
  );
  let left = mostInAll;
  return [...gaps.flatMap(endsOf), table].filter(({ start, end }) => start < end && (left -= end - start) >= 0);
}

/** Between the parts that are loaded: tools that change programs append what they load (patchelf). */
function gapsOf({ loaded, isKnown }: ElfLayout, size: Bytes): ByteRange[] {
  if (!isKnown) return [{ start: 0, end: size }];
  const gaps: ByteRange[] = [];
  let end = 0;
  for (const segment of loaded.toSorted((one, other) => one.offset - other.offset)) {
    if (segment.offset > end) gaps.push({ start: end, end: Math.min(size, segment.offset) });
    end = Math.max(end, segment.offset + segment.size);
  }
  return [...gaps, { start: end, end: size }];
}

const endsOf = ({ start, end }: ByteRange): ByteRange[] =>
  end - start <= 2 * mostKept
    ? [{ start, end }]
    : [
        { start, end: start + mostKept },
        { start: end - mostKept, end },
      ];
