// What an ELF file asks of its loader: the dynamic section, and the strings that it names (System V ABI, "Dynamic Section").
import { decodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { ElfFields, type BytesAt, type ElfSource } from './elf-fields.ts';

const limits = {
  entries: 4096,
  /** Libraries that are told of one file; large programs have some fifty. */
  needs: 256,
  /** A name of a file, and of a list of folders. */
  nameBytes: 255,
  searchBytes: 4096,
  searchPaths: 32,
} as const;

const Dynamic = { end: 0, needed: 1, strings: 5, rpath: 15, runpath: 29, flags1: 0x6ffffffb } as const;
const pieFlag = 0x08000000;

export interface Place {
  readonly offset: Bytes;
  readonly size: Bytes;
}

/** A part of the file, and the address that it is loaded to. */
export interface LoadedPlace extends Place {
  readonly address: number;
}

export interface DynamicParts {
  /** Null where it has no such section: it is linked statically, or is not linked yet. */
  readonly dynamic: Place | null;
  readonly loaded: readonly LoadedPlace[];
}

interface Libraries {
  readonly needs: readonly string[] | null;
  readonly searchPaths: readonly string[];
}

export interface DynamicFacts extends Libraries {
  /** It says that it is a program and no library (DF_1_PIE). */
  readonly isPie: boolean;
}

export const notRead: Libraries = { needs: null, searchPaths: [] };

interface Entry {
  readonly tag: number;
  readonly value: number;
}

/** Up to the one that ends the section, the limit, or the end of what is at hand. */
function entriesOf({ bytesAt, is64, isLittle }: ElfSource, { offset, size }: Place): Entry[] {
  const width = is64 ? 8 : 4;
  const fields = new ElfFields(bytesAt(offset, Math.min(size, limits.entries * width * 2)), is64, isLittle);
  const entries: Entry[] = [];
  for (let at = 0; at + width * 2 <= fields.length; at += width * 2) {
    const tag = fields.address(at);
    entries.push({ tag, value: fields.address(at + width) });
    if (tag === Dynamic.end) break;
  }
  return entries;
}

export function readDynamic(source: ElfSource, { dynamic, loaded }: DynamicParts): DynamicFacts {
  if (!dynamic) return { isPie: false, needs: [], searchPaths: [] };
  const entries = entriesOf(source, dynamic);
  const flags = entries.find(({ tag }) => tag === Dynamic.flags1)?.value ?? 0;
  return { isPie: (flags & pieFlag) !== 0, ...readLibraries(source.bytesAt, entries, loaded) };
}

/** Names lie where the section says that its strings are loaded to: what is told is nothing, or all of it. */
function readLibraries(bytesAt: BytesAt, entries: readonly Entry[], loaded: readonly LoadedPlace[]): Libraries {
  const address = entries.find(({ tag }) => tag === Dynamic.strings)?.value;
  const named = entries.filter(({ tag }) => tag === Dynamic.needed);
  const isSearched = ({ tag }: Entry): boolean => tag === Dynamic.rpath || tag === Dynamic.runpath;
  const searched = entries.filter(isSearched).slice(0, limits.searchPaths);
  if (entries.at(-1)?.tag !== Dynamic.end || named.length > limits.needs) return notRead;
  if (named.length + searched.length === 0) return { needs: [], searchPaths: [] };
  const segment = loaded.find(
    (one) => address !== undefined && address >= one.address && address - one.address < one.size,
  );
  if (!segment || address === undefined) return notRead;
  const strings = segment.offset + (address - segment.address);
  const needs = named.map(({ value }) => stringAt(bytesAt, strings + value, limits.nameBytes));
  const paths = searched.map(({ value }) => stringAt(bytesAt, strings + value, limits.searchBytes));
  if (![...needs, ...paths].every((text) => text !== null)) return notRead;
  const searchPaths = paths.flatMap((list) => (list ?? '').split(':')).filter((path) => path !== '');
  return { needs: needs.flatMap((name) => name || []), searchPaths: searchPaths.slice(0, limits.searchPaths) };
}

/** A string of the file, by its place; null where it is longer than that, or does not end in what is at hand. */
function stringAt(bytesAt: BytesAt, at: Bytes, most: Bytes): string | null {
  const bytes = bytesAt(at, most + 1);
  const end = bytes.indexOf(0);
  return end < 0 ? null : decodeText(bytes.subarray(0, end));
}
