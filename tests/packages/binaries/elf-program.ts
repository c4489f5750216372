import { sectionSize } from '../../../src/content/elf-layout.ts';

export interface ProgramShape {
  readonly bits?: 32 | 64;
  readonly isBigEndian?: boolean;
  /** Loaded, one behind the other, at `address` plus its place in the file where none is told. Flags: 4 read, 2 write, 1 execute. */
  readonly segments?: readonly { readonly flags: number; readonly bytes: Uint8Array; readonly address?: number }[];
  /** Not loaded, behind the segments. */
  readonly sections?: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Between the last section and the table of their names. */
  readonly gap?: number;
  /** Of Go's linker, behind the program headers. */
  readonly hasGoNote?: boolean;
}

export const baseAddress = 0x400000;

/** Where in the file each segment of such a program begins: at steps of 4,096, as those of linkers do. */
export const segmentStart = (index: number, sizes: readonly number[]): number =>
  sizes.slice(0, index).reduce((at, size) => at + Math.ceil(size / 4096) * 4096, 4096);

/** A program that could not run, with what catalogers look at. */
export function programBytes(shape: ProgramShape): Uint8Array<ArrayBuffer> {
  const { bits = 64, isBigEndian = false, segments = [], sections = [], gap = 0, hasGoNote = false } = shape;
  const [is64, little] = [bits === 64, !isBigEndian];
  const sizes = segments.map(({ bytes }) => bytes.length);
  const namesText = `\0${[...sections.map(({ name }) => name), '.shstrtab'].join('\0')}\0`;
  const names = { name: '.shstrtab', bytes: new TextEncoder().encode(namesText) };
  const sectionsAt = segmentStart(segments.length, sizes);
  const contents = [...sections, names];
  const tableAt = sectionsAt + contents.reduce((sum, { bytes }) => sum + bytes.length, 0) + gap;
  const file = new Uint8Array(sections.length === 0 ? sectionsAt : tableAt + (contents.length + 1) * sectionSize(is64));
  const view = new DataView(file.buffer);
  const half = (at: number, value: number): void => view.setUint16(at, value, little);
  const word = (at: number, value: number): void => view.setUint32(at, value, little);
  const wide = (at: number, value: number): void =>
    is64 ? view.setBigUint64(at, BigInt(value), little) : view.setUint32(at, value, little);
  const [headerSize, segmentSize] = is64 ? [64, 56] : [52, 32];
  file.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, isBigEndian ? 2 : 1, 1]);
  half(16, 2);
  wide(is64 ? 32 : 28, headerSize);
  half(is64 ? 54 : 42, segmentSize);
  half(is64 ? 56 : 44, segments.length);
  for (const [index, { flags, bytes, address }] of segments.entries()) {
    const [at, offset] = [headerSize + index * segmentSize, segmentStart(index, sizes)];
    word(at, 1);
    word(at + (is64 ? 4 : 24), flags);
    wide(at + (is64 ? 8 : 4), offset);
    wide(at + (is64 ? 16 : 8), address ?? baseAddress + offset);
    wide(at + (is64 ? 32 : 16), bytes.length);
    file.set(bytes, offset);
  }
  if (hasGoNote) {
    const at = headerSize + segments.length * segmentSize;
    word(at, 4);
    word(at + 8, 4);
    file.set([0x47, 0x6f, 0, 0], at + 12);
  }
  if (sections.length === 0) return file;
  wide(is64 ? 40 : 32, tableAt);
  half(is64 ? 58 : 46, sectionSize(is64));
  half(is64 ? 60 : 48, contents.length + 1);
  half(is64 ? 62 : 50, contents.length);
  let offset = sectionsAt;
  for (const [index, { name, bytes }] of contents.entries()) {
    const isNames = index === contents.length - 1;
    if (isNames) offset += gap;
    const at = tableAt + (index + 1) * sectionSize(is64);
    word(at, namesText.indexOf(`\0${name}\0`) + 1);
    wide(at + (is64 ? 24 : 16), offset);
    wide(at + (is64 ? 32 : 20), bytes.length);
    file.set(bytes, offset);
    offset += bytes.length;
  }
  return file;
}
