// A header of rpm, as its databases keep one a package (rpm.org, "Package format", "Header"): big endian, the number of index
// entries and of data bytes, the entries (tag, type, offset, count), the data.
import { decodeText } from '../../bytes/text.ts';
import type { FoundPackage, SourcePackage } from '../package.ts';

const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  licence: 1014,
  architecture: 1022,
  oldFileNames: 1027,
  sourceRpm: 1044,
  folderIndexes: 1116,
  baseNames: 1117,
  folderNames: 1118,
  moduleLabel: 5096,
} as const;
type Tag = (typeof tags)[keyof typeof tags];
const wanted: ReadonlySet<number> = new Set(Object.values(tags));

const types = { int32: 4, string: 6, strings: 8, translated: 9 } as const;

export const headerLimits = {
  /** rpm's own (lib/header.c, hdrchkTags). */
  entries: 65_535,
  /** Of the files of one package; a kernel's sources have 30,000. */
  files: 200_000,
  pathLength: 4096,
} as const;

const introLength = 8;
const entryLength = 16;

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

class Header {
  readonly #entries = new Map<number, Entry>();

  constructor(
    index: DataView,
    entryCount: number,
    private readonly data: Uint8Array,
  ) {
    for (let at = introLength; at < introLength + entryCount * entryLength; at += entryLength) {
      const tag = index.getUint32(at);
      if (!wanted.has(tag) || this.#entries.has(tag)) continue;
      this.#entries.set(tag, {
        type: index.getUint32(at + 4),
        offset: index.getUint32(at + 8),
        count: index.getUint32(at + 12),
      });
    }
  }

  /** Null where the header does not have it. The first, where it has several languages. */
  text(tag: Tag): string | null {
    const type = this.#entries.get(tag)?.type;
    return type === types.string || type === types.translated ? (this.#strings(tag, 1)[0] ?? null) : null;
  }

  texts(tag: Tag): string[] {
    return this.#entries.get(tag)?.type === types.strings ? this.#strings(tag, headerLimits.files) : [];
  }

  /** The strings end with a zero byte each: what was cut off has none. */
  #strings(tag: Tag, most: number): string[] {
    const { offset, count } = this.#entries.get(tag)!;
    const found: string[] = [];
    for (let at = offset; found.length < Math.min(count, most) && at < this.data.length;) {
      const end = this.data.indexOf(0, at);
      if (end < 0) break;
      found.push(decodeText(this.data.subarray(at, Math.min(end, at + headerLimits.pathLength))));
      at = end + 1;
    }
    return found;
  }

  numbers(tag: Tag): number[] {
    const { type, offset, count } = this.#entries.get(tag) ?? { type: 0, offset: 0, count: 0 };
    if (type !== types.int32 || offset > this.data.length) return [];
    const view = new DataView(this.data.buffer, this.data.byteOffset, this.data.byteLength);
    const length = Math.min(count, headerLimits.files, Math.floor((this.data.length - offset) / 4));
    return Array.from({ length }, (_, index) => view.getUint32(offset + index * 4));
  }
}

/** Null where the bytes are none, or not all of one. */
function parseHeader(bytes: Uint8Array): Header | null {
  if (bytes.length < introLength) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = view.getUint32(0);
  const dataStart = introLength + entries * entryLength;
  const dataEnd = dataStart + view.getUint32(4);
  if (entries === 0 || entries > headerLimits.entries || dataEnd > bytes.length) return null;
  return new Header(view, entries, bytes.subarray(dataStart, dataEnd));
}

/** `util-linux-2.38-1.el9.src.rpm`: the version and release stand behind the last two hyphens. */
function sourceOf(file: string | null): SourcePackage | null {
  const parts = (file ?? '').replace(/\.(?:no)?src\.rpm$/, '').split('-');
  if (parts.length < 3) return null;
  const version = parts.splice(-2).join('-');
  return { name: parts.join('-'), version };
}

function filesOf(header: Header): string[] {
  const folders = header.texts(tags.folderNames);
  const folderOf = header.numbers(tags.folderIndexes);
  const names = header.texts(tags.baseNames);
  const paths = names.map((name, index) => (folders[folderOf[index] ?? -1] ?? '') + name);
  return [...paths, ...(paths.length === 0 ? header.texts(tags.oldFileNames) : [])].filter(
    (path) => path.startsWith('/') && path.length <= headerLimits.pathLength,
  );
}

/** Keys that signatures are checked with stand among the packages. */
const isKey = (name: string): boolean => name === 'gpg-pubkey';

/** What is left out where the header does not tell it. */
function optionsOf(header: Header): Partial<FoundPackage> {
  const architecture = header.text(tags.architecture);
  const [epoch = 0] = header.numbers(tags.epoch);
  const source = sourceOf(header.text(tags.sourceRpm));
  const module = header.text(tags.moduleLabel);
  const files = filesOf(header);
  return {
    ...(architecture && { architecture }),
    ...(epoch > 0 && { epoch }),
    ...(source && { source }),
    ...(module && { module }),
    ...(files.length > 0 && { files }),
  };
}

/** What one header tells of; 'none' of a key; null where it can't be read. */
export function readHeader(bytes: Uint8Array): FoundPackage | 'none' | null {
  const header = parseHeader(bytes);
  const name = header?.text(tags.name);
  if (!header || !name) return null;
  if (isKey(name)) return 'none';
  const parts = [header.text(tags.version), header.text(tags.release)].filter((part) => part !== null);
  const licence = header.text(tags.licence);
  return {
    ...{ type: 'rpm', name, version: parts.join('-') || null, licences: licence ? [licence] : [] },
    ...optionsOf(header),
  };
}
