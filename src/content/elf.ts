// ELF files: the header, the program headers and what these name (System V ABI, "Object Files" and "Program Loading";
// elf(5)). Sections, symbols and relocations are not looked at: nothing of them decides whether a program starts.
import { decodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { notRead, readDynamic, type DynamicParts, type LoadedPlace, type Place } from './elf-dynamic.ts';
import { ElfFields, isElf, type BytesAt, type ElfSource } from './elf-fields.ts';

/** Of an ELF file, what decides whether it starts. */
export interface ElfFacts {
  /** As OCI names architectures: `amd64`, `arm64`; `machine 247` for one without a name there, `unknown` where none is told. */
  readonly machine: string;
  /** Null where the file does not tell. */
  readonly bits: 32 | 64 | null;
  /** The program that loads it (PT_INTERP); null where it is linked statically. */
  readonly interpreter: string | null;
  /** A program that can be started, not a library or an object file alone. */
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
} as const;

const Type = { executable: 2, shared: 3 } as const;
const Segment = { load: 1, dynamic: 2, interpreter: 3 } as const;
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

interface Segments extends DynamicParts {
  readonly interpreter: Place | null;
  readonly damage: string | null;
}

/** From the first bytes of a file, or all of them; null where it is no ELF file. Whatever they are, it does not throw. */
export const readElf = (bytes: Uint8Array): ElfFacts | null =>
  readElfAt((offset, length) => bytes.subarray(offset, offset + length));

/** The same of a file of which some parts are at hand. */
export function readElfAt(bytesAt: BytesAt): ElfFacts | null {
  const bytes = bytesAt(0, 64);
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
  const segments = readSegments({ bytesAt, is64, isLittle }, header);
  const interpreter = segments.interpreter ? readInterpreter(bytesAt, segments.interpreter) : nothingRead;
  const { isPie, ...libraries } = readDynamic({ bytesAt, is64, isLittle }, segments);
  const isProgram =
    header.type === Type.executable || (header.type === Type.shared && (segments.interpreter !== null || isPie));
  const damage = segments.damage ?? interpreter.damage ?? machine.damage;
  const known = segments.damage === null ? libraries : notRead;
  return { machine: machine.name, bits, interpreter: interpreter.path, isProgram, ...known, damage };
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
function readSegments({ bytesAt, is64, isLittle }: ElfSource, header: Header): Segments {
  const { type, headersAt, headerSize, headerCount } = header;
  let interpreter: Place | null = null;
  let dynamic: Place | null = null;
  const loaded: LoadedPlace[] = [];
  const stop = (damage: string | null): Segments => ({ interpreter, dynamic, loaded, damage });
  if (headerCount === 0) {
    const needsHeaders = type === Type.executable || type === Type.shared;
    return stop(needsHeaders ? 'It has no program headers, so that nothing of it can be loaded.' : null);
  }
  const size = is64 ? 56 : 32;
  if (headerSize !== size) return stop(`Its program headers are ${headerSize} bytes long instead of ${size}.`);
  if (headerCount > limits.programHeaders) {
    const count = headerCount === moreHeaders ? '65,535 or more' : headerCount.toLocaleString('en');
    return stop(`It has ${count} program headers; ${limits.programHeaders} are looked at at most, so none was.`);
  }
  const isOver = headersAt < (is64 ? 64 : 52);
  const fields = new ElfFields(bytesAt(headersAt, headerCount * size), is64, isLittle);
  for (let at = 0; at < headerCount * size; at += size) {
    if (at + size > fields.length) return stop('Its program headers lie behind what could be read of it.');
    const kind = fields.word(at);
    if (kind !== Segment.interpreter && kind !== Segment.dynamic && kind !== Segment.load) continue;
    const place = {
      offset: fields.address(at + (is64 ? 8 : 4)),
      size: fields.address(at + (is64 ? 32 : 16)),
    };
    if (kind === Segment.load) loaded.push({ ...place, address: fields.address(at + (is64 ? 16 : 8)) });
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

function readInterpreter(bytesAt: BytesAt, { offset, size }: Place): Interpreter {
  const fail = (damage: string): Interpreter => ({ path: null, damage });
  // A name and the NUL that ends it; Linux takes no other sizes either.
  if (size < 2) return fail('The name of its interpreter is empty.');
  if (size > limits.interpreterBytes) {
    return fail(`The name of its interpreter is longer than ${limits.interpreterBytes.toLocaleString('en')} bytes.`);
  }
  const bytes = bytesAt(offset, size);
  if (bytes.length < size) return fail('The name of its interpreter lies behind what could be read of it.');
  const end = bytes.indexOf(0);
  if (end < 0) return fail('The name of its interpreter does not end.');
  if (end === 0) return fail('The name of its interpreter is empty.');
  return { path: decodeText(bytes.subarray(0, end)), damage: null };
}
