// ELF files: the header, the program headers and what these name (System V ABI, "Object Files" and "Program Loading";
// elf(5)). Sections, symbols and relocations are not looked at: nothing of them decides whether a program starts.
import { decodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { ElfFields, isElf } from './elf-fields.ts';

/** Of an ELF file, what decides whether it starts. */
export interface ElfFacts {
  /** As OCI names architectures: `amd64`, `arm64`; `machine 247` for one without a name there, `unknown` where none is told. */
  readonly machine: string;
  /** Null where the file does not tell. */
  readonly bits: 32 | 64 | null;
  /** The program that loads it (PT_INTERP); null where it is linked statically. */
  readonly interpreter: string | null;
  /**
   * A program that can be started, not a library or an object file alone. Of a large file that is linked statically for any
   * address (static PIE) it is not told, as the section that says so lies at its end.
   */
  readonly isProgram: boolean;
  /** Names of the shared libraries that its loader needs for it (DT_NEEDED); null where that could not be read. */
  readonly needs: readonly string[] | null;
  /** Where it has them looked for first (DT_RPATH, DT_RUNPATH): `$ORIGIN` stands for its own folder. */
  readonly searchPaths: readonly string[];
  /** Why not all could be read, in a sentence; null where all was. */
  readonly damage: string | null;
}

const limits = {
  programHeaders: 128,
  /** The longest path that Linux takes. */
  interpreterBytes: 4096,
  dynamicEntries: 4096,
  /** Libraries that are told of one file; large programs have some fifty. */
  needs: 256,
  /** A name of a file, and of a list of folders. */
  nameBytes: 255,
  searchBytes: 4096,
  searchPaths: 32,
} as const;

const Type = { executable: 2, shared: 3 } as const;
const Segment = { load: 1, dynamic: 2, interpreter: 3 } as const;
const Dynamic = { end: 0, needed: 1, strings: 5, rpath: 15, runpath: 29, flags1: 0x6ffffffb } as const;
const isPie = 0x08000000;
/** Stands in place of more program headers than fit into the field. */
const moreHeaders = 0xffff;

/** By e_machine: its names for 32 and 64 bits, little-endian and big-endian; null where there is none. */
type Names = Readonly<Partial<Record<'32le' | '32be' | '64le' | '64be', string>>>;
const machines: ReadonlyMap<number, Names> = new Map<number, Names>([
  [2, { '32be': 'sparc' }],
  [3, { '32le': '386' }],
  [8, { '32le': 'mipsle', '32be': 'mips', '64le': 'mips64le', '64be': 'mips64' }],
  [20, { '32be': 'ppc' }],
  [21, { '64le': 'ppc64le', '64be': 'ppc64' }],
  [22, { '32be': 's390', '64be': 's390x' }],
  [40, { '32le': 'arm', '32be': 'armbe' }],
  [43, { '64be': 'sparc64' }],
  // The x32 ABI: 32-bit programs that the same processors run.
  [62, { '32le': 'amd64', '64le': 'amd64' }],
  [183, { '64le': 'arm64', '64be': 'arm64be' }],
  [243, { '32le': 'riscv', '64le': 'riscv64' }],
  [258, { '64le': 'loong64' }],
]);

interface Header {
  readonly type: number;
  readonly headersAt: Bytes;
  readonly headerSize: Bytes;
  readonly headerCount: number;
}

interface Place {
  readonly offset: Bytes;
  readonly size: Bytes;
}

/** A part of the file, and the address that it is loaded to. */
interface Loaded extends Place {
  readonly address: number;
}

interface Segments {
  readonly interpreter: Place | null;
  readonly dynamic: Place | null;
  readonly loaded: readonly Loaded[];
  readonly damage: string | null;
}

/** From the first bytes of a file, or all of them; null where it is no ELF file. Whatever they are, it does not throw. */
export function readElf(bytes: Uint8Array): ElfFacts | null {
  if (!isElf(bytes)) return null;
  const [, , , , width, order] = bytes;
  const [is64, isLittle] = [width === 2, order === 1];
  if (bytes.length < 16) return unreadable('It ends inside its ELF header.');
  if (width !== 1 && width !== 2) return unreadable('Its ELF header says neither 32 nor 64 bits.');
  if (order !== 1 && order !== 2) return unreadable('Its ELF header names no order of bytes.');
  const bits = is64 ? 64 : 32;
  if (bytes.length < (is64 ? 64 : 52)) return { ...unreadable('It ends inside its ELF header.'), bits };
  const fields = new ElfFields(bytes, is64, isLittle);
  const header = readHeader(fields);
  const machine = machineOf(fields.half(18), bits, isLittle);
  const segments = readSegments(fields, header);
  const interpreter = segments.interpreter ? readInterpreter(bytes, segments.interpreter) : nothingRead;
  const isProgram =
    header.type === Type.executable ||
    (header.type === Type.shared && (segments.interpreter !== null || isStaticPie(fields, segments.dynamic)));
  const damage = segments.damage ?? interpreter.damage ?? machine.damage;
  const libraries = segments.damage === null ? readLibraries(bytes, fields, segments) : notRead;
  return { machine: machine.name, bits, interpreter: interpreter.path, isProgram, ...libraries, damage };
}

const unreadable = (damage: string): ElfFacts => ({
  machine: 'unknown',
  bits: null,
  interpreter: null,
  isProgram: false,
  needs: null,
  searchPaths: [],
  damage,
});

function machineOf(code: number, bits: 32 | 64, isLittle: boolean): { name: string; damage: string | null } {
  const name = machines.get(code)?.[`${bits}${isLittle ? 'le' : 'be'}`];
  if (name !== undefined) return { name, damage: null };
  const order = isLittle ? 'little-endian' : 'big-endian';
  const damage = `It is for a machine that images have no name for: number ${code}, ${bits} bits, ${order}.`;
  return { name: `machine ${code}`, damage };
}

function readHeader(fields: ElfFields): Header {
  const rest = fields.is64 ? 54 : 42;
  return {
    type: fields.half(16),
    headersAt: fields.address(fields.is64 ? 32 : 28),
    headerSize: fields.half(rest),
    headerCount: fields.half(rest + 2),
  };
}

/** The segments that say something here. Whatever the headers say, no more of them are read than the limit. */
function readSegments(fields: ElfFields, { type, headersAt, headerSize, headerCount }: Header): Segments {
  let interpreter: Place | null = null;
  let dynamic: Place | null = null;
  const loaded: Loaded[] = [];
  const stop = (damage: string | null): Segments => ({ interpreter, dynamic, loaded, damage });
  if (headerCount === 0) {
    const needsHeaders = type === Type.executable || type === Type.shared;
    return stop(needsHeaders ? 'It has no program headers, so that nothing of it can be loaded.' : null);
  }
  const size = fields.is64 ? 56 : 32;
  if (headerSize !== size) return stop(`Its program headers are ${headerSize} bytes long instead of ${size}.`);
  if (headerCount > limits.programHeaders) {
    const count = headerCount === moreHeaders ? '65,535 or more' : headerCount.toLocaleString('en');
    return stop(`It has ${count} program headers; ${limits.programHeaders} are looked at at most, so none was.`);
  }
  const isOver = headersAt < (fields.is64 ? 64 : 52);
  for (let index = 0; index < headerCount; index++) {
    const at = headersAt + index * size;
    if (at + size > fields.length) return stop('Its program headers lie behind what could be read of it.');
    const kind = fields.word(at);
    if (kind !== Segment.interpreter && kind !== Segment.dynamic && kind !== Segment.load) continue;
    const place = {
      offset: fields.address(at + (fields.is64 ? 8 : 4)),
      size: fields.address(at + (fields.is64 ? 32 : 16)),
    };
    if (kind === Segment.load) loaded.push({ ...place, address: fields.address(at + (fields.is64 ? 16 : 8)) });
    else if (kind === Segment.dynamic) dynamic ??= place;
    else if (interpreter) return stop('It names two interpreters; the first is the one that is told.');
    else interpreter = place;
  }
  return stop(isOver ? 'Its program headers lie over its ELF header.' : null);
}

interface Interpreter {
  readonly path: string | null;
  readonly damage: string | null;
}

const nothingRead: Interpreter = { path: null, damage: null };

function readInterpreter(bytes: Uint8Array, { offset, size }: Place): Interpreter {
  const fail = (damage: string): Interpreter => ({ path: null, damage });
  // A name and the NUL that ends it; Linux takes no other sizes either.
  if (size < 2) return fail('The name of its interpreter is empty.');
  if (size > limits.interpreterBytes) {
    return fail(`The name of its interpreter is longer than ${limits.interpreterBytes.toLocaleString('en')} bytes.`);
  }
  if (offset + size > bytes.length) return fail('The name of its interpreter lies behind what could be read of it.');
  const end = bytes.indexOf(0, offset);
  if (end < 0 || end >= offset + size) return fail('The name of its interpreter does not end.');
  if (end === offset) return fail('The name of its interpreter is empty.');
  return { path: decodeText(bytes.subarray(offset, end)), damage: null };
}

interface DynamicEntry {
  readonly tag: number;
  readonly value: number;
}

/** Entries of the dynamic section, up to the one that ends it, the limit, or the end of what was read. */
function* dynamicEntries(fields: ElfFields, { offset, size }: Place): Generator<DynamicEntry> {
  const width = fields.is64 ? 8 : 4;
  const end = Math.min(offset + Math.min(size, limits.dynamicEntries * width * 2), fields.length);
  for (let at = offset; at + width * 2 <= end; at += width * 2) {
    const tag = fields.address(at);
    yield { tag, value: fields.address(at + width) };
    if (tag === Dynamic.end) return;
  }
}

/** Whether the dynamic section, where it could be read, says that this is a program and no library (DF_1_PIE). */
function isStaticPie(fields: ElfFields, dynamic: Place | null): boolean {
  for (const { tag, value } of dynamic ? dynamicEntries(fields, dynamic) : []) {
    if (tag === Dynamic.flags1) return (value & isPie) !== 0;
  }
  return false;
}

type Libraries = Pick<ElfFacts, 'needs' | 'searchPaths'>;

const notRead: Libraries = { needs: null, searchPaths: [] };

/** A string of the file, by its place; null where it is longer than that, or does not end in what was read. */
function stringAt(bytes: Uint8Array, at: Bytes, most: Bytes): string | null {
  if (at < 0 || at >= bytes.length) return null;
  const end = bytes.subarray(0, at + most + 1).indexOf(0, at);
  return end < 0 ? null : decodeText(bytes.subarray(at, end));
}

/** Names lie where the section says that its strings are loaded to: what is told is nothing, or all of it. */
function readLibraries(bytes: Uint8Array, fields: ElfFields, { dynamic, loaded }: Segments): Libraries {
  // Without a dynamic section the file is linked statically, or is not linked yet.
  if (!dynamic) return { needs: [], searchPaths: [] };
  const entries = [...dynamicEntries(fields, dynamic)];
  const address = entries.find(({ tag }) => tag === Dynamic.strings)?.value;
  const named = entries.filter(({ tag }) => tag === Dynamic.needed);
  const searched = entries.filter(({ tag }) => tag === Dynamic.rpath || tag === Dynamic.runpath);
  if (entries.at(-1)?.tag !== Dynamic.end || named.length > limits.needs) return notRead;
  if (named.length + searched.length === 0) return { needs: [], searchPaths: [] };
  const segment = loaded.find(
    (one) => address !== undefined && address >= one.address && address - one.address < one.size,
  );
  if (!segment || address === undefined) return notRead;
  const strings = segment.offset + (address - segment.address);
  const needs = named.map(({ value }) => stringAt(bytes, strings + value, limits.nameBytes));
  const paths = searched.map(({ value }) => stringAt(bytes, strings + value, limits.searchBytes));
  if (![...needs, ...paths].every((text) => text !== null)) return notRead;
  const searchPaths = paths.flatMap((list) => (list ?? '').split(':')).filter((path) => path !== '');
  return { needs: needs.flatMap((name) => name || []), searchPaths: searchPaths.slice(0, limits.searchPaths) };
}
