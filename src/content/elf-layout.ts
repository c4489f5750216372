// Where an ELF file's parts lie: what of it is loaded, and its table of sections (System V ABI, "Program Header", "Sections").
import type { ByteRange, Bytes } from '../bytes/units.ts';
import { ElfFields, isElf } from './elf-fields.ts';

/** A part of the file that is loaded. */
export interface ElfSegment {
  readonly offset: Bytes;
  readonly size: Bytes;
  readonly address: number;
  readonly isExecutable: boolean;
  readonly isWritable: boolean;
}

/** The table of sections, which lies at the end of most files. */
export interface ElfSectionTable {
  readonly offset: Bytes;
  readonly count: number;
  /** Which section holds their names. */
  readonly names: number;
}

export interface ElfLayout {
  readonly is64: boolean;
  readonly isLittle: boolean;
  /** As the file lists them. */
  readonly loaded: readonly ElfSegment[];
  /** Its program headers were there. */
  readonly isKnown: boolean;
  readonly sections: ElfSectionTable | null;
}

const mostHeaders = 128;
const load = 1;
const [executable, writable] = [1, 2];

export const sectionSize = (is64: boolean): Bytes => (is64 ? 64 : 40);

/**
 * From the first bytes of a file of `size`, or all of them; null where they do not tell. Whatever they are, it does not throw.
 * Where its program headers lie farther behind (BOLT and patchelf move them), all of it counts as loaded, to be written to.
 */
export function readElfLayout(head: Uint8Array, size: Bytes): ElfLayout | null {
  const [, , , , width, order] = head;
  if (!isElf(head) || (width !== 1 && width !== 2) || (order !== 1 && order !== 2)) return null;
  const [is64, isLittle] = [width === 2, order === 1];
  if (head.length < (is64 ? 64 : 52)) return null;
  const fields = new ElfFields(head, is64, isLittle);
  const loaded = readSegments(fields, size);
  return loaded && { is64, isLittle, ...loaded, sections: readSectionTable(fields) };
}

type Segments = Pick<ElfLayout, 'loaded' | 'isKnown'>;

const wholeFile = (size: Bytes): Segments => ({
  loaded: [{ offset: 0, size, address: 0, isExecutable: false, isWritable: true }],
  isKnown: false,
});

function readSegments(fields: ElfFields, fileSize: Bytes): Segments | null {
  const { is64 } = fields;
  const start = fields.address(is64 ? 32 : 28);
  const [size, count] = [fields.half(is64 ? 54 : 42), fields.half(is64 ? 56 : 44)];
  if (count > mostHeaders || size !== (is64 ? 56 : 32)) return null;
  const end = start + count * size;
  if (end > fields.length) return end > fileSize ? null : wholeFile(fileSize);
  const segments: ElfSegment[] = [];
  for (let at = start; at < end; at += size) {
    if (fields.word(at) === load) segments.push(segmentAt(fields, at));
  }
  return { loaded: segments, isKnown: true };
}

function segmentAt(fields: ElfFields, at: Bytes): ElfSegment {
  const { is64 } = fields;
  const flags = fields.word(at + (is64 ? 4 : 24));
  return {
    offset: fields.address(at + (is64 ? 8 : 4)),
    address: fields.address(at + (is64 ? 16 : 8)),
    size: fields.address(at + (is64 ? 32 : 16)),
    isExecutable: (flags & executable) !== 0,
    isWritable: (flags & writable) !== 0,
  };
}

/** Null where there is none, and where it has more than 65,279 sections, which no program has. */
function readSectionTable(fields: ElfFields): ElfSectionTable | null {
  const { is64 } = fields;
  const offset = fields.address(is64 ? 40 : 32);
  const [size, count, names] = [58, 60, 62].map((at) => fields.half(is64 ? at : at - 12)) as [number, number, number];
  return offset === 0 || count === 0 || size !== sectionSize(is64) ? null : { offset, count, names };
}

/** Where the byte lies in the file that is loaded to an address; null for one that no part of it is loaded to. */
export function offsetOf({ loaded }: ElfLayout, address: number): Bytes | null {
  const segment = loaded.find((one) => address >= one.address && address - one.address < one.size);
  return segment ? segment.offset + (address - segment.address) : null;
}

/**
 * A file of `size` without its code, in order: names stand in the rest. A part that begins with the
 * header, or can be written to, is no code alone: older linkers put there what is only read.
 */
export function withoutCode({ loaded }: Pick<ElfLayout, 'loaded'>, size: Bytes): ByteRange[] {
  const code = loaded
    .filter(({ isExecutable, isWritable, offset }) => isExecutable && !isWritable && offset > 0)
    .toSorted((one, other) => one.offset - other.offset);
  const ranges: ByteRange[] = [];
  let start: Bytes = 0;
  for (const { offset, size: length } of code) {
    if (offset > start) ranges.push({ start, end: Math.min(offset, size) });
    start = Math.max(start, offset + length);
  }
  if (start < size) ranges.push({ start, end: size });
  return ranges.filter((range) => range.start < range.end);
}
