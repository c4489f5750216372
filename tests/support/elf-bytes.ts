/** What an ELF file made for a test says; a little-endian program for amd64 where nothing else is asked for. */
export interface ElfShape {
  readonly machine?: number;
  readonly bits?: 32 | 64;
  readonly isBigEndian?: boolean;
  /** 1: object file, 2: program, 3: library, or a program for any address. */
  readonly type?: number;
  readonly interpreter?: string;
  /** Says in its dynamic section that it is a program (DF_1_PIE). */
  readonly isPie?: boolean;
  /** Shared libraries that it needs. */
  readonly needs?: readonly string[];
  /** Where these are looked for first (DT_RUNPATH). */
  readonly runPath?: string;
  /** So many bytes of what is loaded first lie before its strings, as linkers write them; else the dynamic section does. */
  readonly symbols?: number;
  /** In front of the dynamic section. */
  readonly code?: number;
  /** Its program headers lie at its end, where tools that change programs may move them. */
  readonly headersLast?: boolean;
}

export const elfMachines = { 386: 3, mips: 8, arm: 40, amd64: 62, arm64: 183, riscv64: 243 } as const;

interface Segment {
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Where it is loaded to. */
  readonly address?: number;
}

const [stringsAddress, codeAddress] = [0x4000, 0x40000000];

/** Entries of a dynamic section by tag, and the strings that they name. */
function dynamicOf({ needs = [], runPath, isPie, symbols = 0 }: ElfShape): {
  entries: [number, number][];
  strings: string;
} {
  const entries: [number, number][] = [];
  let strings = '\0';
  const add = (tag: number, text: string): void => {
    entries.push([tag, strings.length]);
    strings += `${text}\0`;
  };
  for (const name of needs) add(1, name);
  if (runPath !== undefined) add(29, runPath);
  if (entries.length > 0) entries.push([5, stringsAddress + symbols]);
  if (isPie) entries.push([0x6ffffffb, 0x08000000]);
  return { entries, strings };
}

/** The smallest file that has these: header, program headers, and what they name. It could not run. */
export function elfBytes(shape: ElfShape = {}): Uint8Array<ArrayBuffer> {
  const { machine = elfMachines.amd64, bits = 64, isBigEndian = false, type = 2, interpreter } = shape;
  const is64 = bits === 64;
  const width = is64 ? 8 : 4;
  const little = !isBigEndian;
  const put = (view: DataView, at: number, value: number): void => {
    if (is64) view.setBigUint64(at, BigInt(value), little);
    else view.setUint32(at, value, little);
  };
  const { entries, strings } = dynamicOf(shape);
  const { symbols, code, headersLast = false } = shape;
  const texts = new TextEncoder().encode(strings);
  const first = new Uint8Array(symbols === undefined ? 16 : symbols + texts.length);
  if (symbols !== undefined) first.set(texts, symbols);
  const segments: Segment[] = [{ type: 1, bytes: first, address: symbols === undefined ? 0 : stringsAddress }];
  if (interpreter !== undefined) segments.push({ type: 3, bytes: new TextEncoder().encode(`${interpreter}\0`) });
  if (code !== undefined) segments.push({ type: 1, bytes: new Uint8Array(code), address: codeAddress });
  if (entries.length > 0) {
    const dynamic = new Uint8Array(width * 2 * (entries.length + 1));
    const fields = new DataView(dynamic.buffer);
    for (const [index, [tag, value]] of entries.entries()) {
      put(fields, index * width * 2, tag);
      put(fields, index * width * 2 + width, value);
    }
    segments.push({ type: 2, bytes: dynamic });
  }
  if (strings.length > 1 && symbols === undefined) segments.push({ type: 1, bytes: texts, address: stringsAddress });
  const [headerSize, segmentSize] = is64 ? [64, 56] : [52, 32];
  const headersSize = segmentSize * segments.length;
  const contentSize = segments.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const file = new Uint8Array(headerSize + headersSize + contentSize);
  const headersAt = headerSize + (headersLast ? contentSize : 0);
  let offset = headerSize + (headersLast ? 0 : headersSize);
  const view = new DataView(file.buffer);
  file.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, isBigEndian ? 2 : 1, 1]);
  view.setUint16(16, type, little);
  view.setUint16(18, machine, little);
  view.setUint32(20, 1, little);
  put(view, is64 ? 32 : 28, headersAt);
  const rest = is64 ? 52 : 40;
  view.setUint16(rest, headerSize, little);
  view.setUint16(rest + 2, segmentSize, little);
  view.setUint16(rest + 4, segments.length, little);
  for (const [index, { type: kind, bytes, address = 0 }] of segments.entries()) {
    const at = headersAt + index * segmentSize;
    view.setUint32(at, kind, little);
    put(view, at + (is64 ? 8 : 4), offset);
    put(view, at + (is64 ? 16 : 8), address);
    put(view, at + (is64 ? 32 : 16), bytes.length);
    file.set(bytes, offset);
    offset += bytes.length;
  }
  return file;
}
