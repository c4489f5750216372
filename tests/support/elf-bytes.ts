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
}

export const elfMachines = { 386: 3, mips: 8, arm: 40, amd64: 62, arm64: 183, riscv64: 243 } as const;

interface Segment {
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Where it is loaded to. */
  readonly address?: number;
}

const stringsAddress = 0x4000;

/** Entries of a dynamic section by tag, and the strings that they name. */
function dynamicOf({ needs = [], runPath, isPie }: ElfShape): { entries: [number, number][]; strings: string } {
  const entries: [number, number][] = [];
  let strings = '\0';
  const add = (tag: number, text: string): void => {
    entries.push([tag, strings.length]);
    strings += `${text}\0`;
  };
  for (const name of needs) add(1, name);
  if (runPath !== undefined) add(29, runPath);
  if (entries.length > 0) entries.push([5, stringsAddress]);
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
  const segments: Segment[] = [{ type: 1, bytes: new Uint8Array(16) }];
  if (interpreter !== undefined) segments.push({ type: 3, bytes: new TextEncoder().encode(`${interpreter}\0`) });
  const { entries, strings } = dynamicOf(shape);
  if (entries.length > 0) {
    const dynamic = new Uint8Array(width * 2 * (entries.length + 1));
    const fields = new DataView(dynamic.buffer);
    for (const [index, [tag, value]] of entries.entries()) {
      put(fields, index * width * 2, tag);
      put(fields, index * width * 2 + width, value);
    }
    segments.push({ type: 2, bytes: dynamic });
  }
  if (strings.length > 1) segments.push({ type: 1, bytes: new TextEncoder().encode(strings), address: stringsAddress });
  const [headerSize, segmentSize] = is64 ? [64, 56] : [52, 32];
  let offset = headerSize + segmentSize * segments.length;
  const file = new Uint8Array(offset + segments.reduce((sum, { bytes }) => sum + bytes.length, 0));
  const view = new DataView(file.buffer);
  file.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, isBigEndian ? 2 : 1, 1]);
  view.setUint16(16, type, little);
  view.setUint16(18, machine, little);
  view.setUint32(20, 1, little);
  put(view, is64 ? 32 : 28, headerSize);
  const rest = is64 ? 52 : 40;
  view.setUint16(rest, headerSize, little);
  view.setUint16(rest + 2, segmentSize, little);
  view.setUint16(rest + 4, segments.length, little);
  for (const [index, { type: kind, bytes, address = 0 }] of segments.entries()) {
    const at = headerSize + index * segmentSize;
    view.setUint32(at, kind, little);
    put(view, at + (is64 ? 8 : 4), offset);
    put(view, at + (is64 ? 16 : 8), address);
    put(view, at + (is64 ? 32 : 16), bytes.length);
    file.set(bytes, offset);
    offset += bytes.length;
  }
  return file;
}
