// Reads tar archives in place and in order: ustar, GNU long names and links, PAX (path, linkpath, size, mtime, uid, gid,
// SCHILY.xattr, also global), base-256 numbers, GNU and PAX sparse files, hard links. Nothing is written anywhere.
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import { paxNumber, parsePax, type PaxRecords } from './pax.ts';
import {
  expandSparse,
  gnuRealSize,
  maxSparsePieces,
  readGnuPieces,
  readPaxMap,
  readStoredMap,
  type SparseMap,
} from './sparse.ts';
import type { SparseForm, TarEntry } from './tar-entry.ts';
import {
  blockSize,
  checksumMatches,
  headerLink,
  headerName,
  isGnu,
  isZeroBlock,
  parseHeader,
  type RawHeader,
} from './tar-header.ts';

export const limits = { pathBytes: 65_536, paxBytes: 1_048_576, entries: 2_000_000 } as const;

/** What stands before an entry and belongs to it alone. */
interface Extensions {
  /** Where the first of them begins. */
  offset: Bytes;
  pax: PaxRecords;
  repeated: [string, Uint8Array][];
  longName: Uint8Array | null;
  longLink: Uint8Array | null;
}

const noExtensions = (offset: Bytes): Extensions => ({
  offset,
  pax: new Map(),
  repeated: [],
  longName: null,
  longLink: null,
});
const extensionTypes: ReadonlySet<string> = new Set(['x', 'X', 'g', 'L', 'K']);
const noBytes = new Uint8Array(0);

// These types have no body, whatever their size field says (POSIX; Go and Python read them so too).
const headerOnly: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5', '6']);
const padded = (size: Bytes): Bytes => Math.ceil(size / blockSize) * blockSize;

export class TarReader {
  private readonly globals: PaxRecords = new Map();
  /** Bytes of the current entry's body and padding that were not read yet. */
  private unread: Bytes = 0;
  private current: TarEntry | null = null;
  private count = 0;

  constructor(
    private readonly reader: ByteReader,
    private readonly fileName: string,
  ) {}

  /** The next entry, or null at the end. Throws a FaultError where the archive is cut or damaged. */
  async next(): Promise<TarEntry | null> {
    let extensions: Extensions | null = null;
    for (;;) {
      const { unread, reader } = this;
      this.unread = 0;
      if (unread <= reader.buffered) reader.advance(unread);
      else if (!(await reader.skip(unread))) throw this.truncated();
      const offset = reader.position;
      if (reader.buffered < blockSize && !(await reader.fill(blockSize))) return this.endOfInput(offset);
      const header = this.readHeader(offset);
      if (!header) return null;
      if (extensionTypes.has(header.type)) {
        extensions ??= noExtensions(offset);
        await this.readExtension(header, offset, extensions);
      } else {
        // Most entries are plain: their header says all, and nothing has to be waited for.
        const plain = !extensions && this.globals.size === 0 && header.type !== 'S';
        return (this.current = plain
          ? this.plainEntry(header, offset)
          : await this.toEntry(header, offset, extensions ?? noExtensions(offset)));
      }
    }
  }

  /** The current entry's whole body, which must not be above `limit`. */
  async body(limit: Bytes): Promise<Uint8Array> {
    const size = this.current?.size ?? 0;
    if (size > limit) throw this.limit('a file read as a whole', limit, 'bytes');
    const body = new Uint8Array(size);
    let length = 0;
    for await (const chunk of this.chunks()) {
      body.set(chunk, length);
      length += chunk.length;
    }
    return body;
  }

  /** The current entry's body in pieces, the holes of a sparse file filled with zeros. Once per entry. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const entry = this.current;
    if (!entry) return;
    if (!entry.sparse) {
      yield* this.stored(entry.storedSize);
      return;
    }
    let storedSize = entry.storedSize;
    let map: SparseMap;
    if (entry.sparse.map === 'stored') {
      const read = await readStoredMap((count) => this.take(count), this.fileName);
      map = read.map;
      storedSize -= read.bytes;
    } else map = entry.sparse.map;
    yield* expandSparse(map, entry.size, this.stored(Math.max(0, storedSize)));
  }

  private async *stored(size: Bytes): AsyncGenerator<Uint8Array> {
    let left = size;
    while (left > 0) {
      if (this.reader.buffered === 0 && !(await this.reader.fill(1))) throw this.truncated(left);
      const piece = this.reader.peek(Math.min(left, this.reader.buffered));
      this.reader.advance(piece.length);
      this.unread -= piece.length;
      left -= piece.length;
      yield piece;
    }
  }

  /** The next `count` bytes of the body, copied. */
  private async take(count: number): Promise<Uint8Array> {
    if (count > this.unread || !(await this.reader.fill(count))) throw this.truncated(count);
    const bytes = this.reader.peek(count).slice();
    this.reader.advance(count);
    this.unread -= count;
    return bytes;
  }

  /** The header at the reader's position; null for the block of zeros that ends an archive. */
  private readHeader(offset: Bytes): RawHeader | null {
    const { window, start } = this.reader;
    if (window[start] === 0 && isZeroBlock(window, start)) return null;
    if (!checksumMatches(window, start)) {
      throw new FaultError({ kind: this.count === 0 ? 'not-a-tar' : 'bad-checksum', fileName: this.fileName, offset });
    }
    if (++this.count > limits.entries * 2) throw this.limit('the entries of a tar', limits.entries, 'entries');
    return parseHeader(window, start);
  }

  /** An entry without extensions, as one object and one or two views. */
  private plainEntry(header: RawHeader, offset: Bytes): TarEntry {
    const { window, start } = this.reader;
    const { type, mode, uid, gid, mtime } = header;
    const storedSize = headerOnly.has(type) ? 0 : header.size;
    if (!(storedSize >= 0)) throw this.badNumber(offset, 'size');
    if (Number.isNaN(uid + gid + mtime)) throw this.badNumber(offset, 'owner or time');
    const path = headerName(window, start);
    const link = type === '1' || type === '2' ? headerLink(window, start) : noBytes;
    this.reader.advance(blockSize);
    this.unread = padded(storedSize);
    return {
      path,
      link,
      type: type === '7' ? '0' : type,
      size: storedSize,
      storedSize,
      mode: Number.isNaN(mode) ? 0 : mode & 0o7777,
      uid,
      gid,
      mtime,
      offset,
      bodyOffset: offset + blockSize,
      sparse: null,
      xattrs: null,
    };
  }

  /** Some writers leave out the two blocks of zeros; half a block is a cut. */
  private endOfInput(offset: Bytes): null {
    if (this.reader.buffered > 0) {
      throw new FaultError({ kind: this.count === 0 ? 'not-a-tar' : 'truncated', fileName: this.fileName, offset });
    }
    return null;
  }

  private async readExtension(header: RawHeader, offset: Bytes, extensions: Extensions): Promise<void> {
    const { type, size } = header;
    const isPax = type === 'x' || type === 'X' || type === 'g';
    const limit = isPax ? limits.paxBytes : limits.pathBytes;
    if (!(size >= 0)) throw this.badNumber(offset, 'size');
    if (size > limit) throw this.limit(isPax ? 'a PAX header' : 'a path', limit, 'bytes');
    this.reader.advance(blockSize);
    this.unread = padded(size);
    const bytes = size > 0 ? await this.take(size) : new Uint8Array(0);
    if (type === 'L') extensions.longName = untilNul(bytes);
    else if (type === 'K') extensions.longLink = untilNul(bytes);
    else {
      const records = type === 'g' ? this.globals : extensions.pax;
      if (!parsePax(bytes, records, extensions.repeated)) throw this.badNumber(offset, 'PAX record length');
    }
  }

  private async toEntry(header: RawHeader, offset: Bytes, extensions: Extensions): Promise<TarEntry> {
    const { window, start } = this.reader;
    const record = (key: string): Uint8Array | undefined => {
      const value = extensions.pax.get(key) ?? this.globals.get(key);
      return value && value.length > 0 ? value : undefined;
    };
    const number = (key: string, fromHeader: number): number => {
      const value = record(key);
      const result = value ? paxNumber(value) : fromHeader;
      if (Number.isNaN(result)) throw this.badNumber(offset, key);
      return result;
    };
    const storedSize = headerOnly.has(header.type) ? 0 : number('size', header.size);
    if (!Number.isSafeInteger(storedSize) || storedSize < 0) throw this.badNumber(offset, 'size');
    const own = {
      offset: extensions.offset,
      path: record('GNU.sparse.name') ?? record('path') ?? extensions.longName ?? headerName(window, start),
      link: record('linkpath') ?? extensions.longLink ?? headerLink(window, start),
      type: header.type === '7' || header.type === 'S' ? '0' : header.type,
      mode: Number.isNaN(header.mode) ? 0 : header.mode & 0o7777,
      uid: number('uid', header.uid),
      gid: number('gid', header.gid),
      mtime: number('mtime', header.mtime),
      xattrs: readXattrs(extensions.pax),
    };
    if (own.path.length > limits.pathBytes) throw this.limit('a path', limits.pathBytes, 'bytes');
    const { sparse, size } = await this.readSparse(header, extensions, storedSize, offset);
    const bodyOffset = this.reader.position;
    this.unread = padded(storedSize);
    return { ...own, size, storedSize, bodyOffset, sparse };
  }

  /** Passes over the header and the map blocks behind it. */
  private async readSparse(
    header: RawHeader,
    extensions: Extensions,
    storedSize: Bytes,
    offset: Bytes,
  ): Promise<{ sparse: SparseForm | null; size: Bytes }> {
    const { pax, repeated } = extensions;
    if (header.type === 'S' && isGnu(this.reader.window, this.reader.start)) return this.readGnuSparse(offset);
    this.reader.advance(blockSize);
    const realSize = pax.get('GNU.sparse.realsize') ?? pax.get('GNU.sparse.size');
    if (!realSize) return { sparse: null, size: storedSize };
    const size = paxNumber(realSize);
    if (!Number.isSafeInteger(size) || size < 0) throw this.badNumber(offset, 'sparse size');
    const map = readPaxMap(pax, repeated);
    return { sparse: { map: map ?? (pax.has('GNU.sparse.major') ? 'stored' : []) }, size };
  }

  private async readGnuSparse(offset: Bytes): Promise<{ sparse: SparseForm; size: Bytes }> {
    const block = this.reader.peek(blockSize);
    const map: SparseMap = [];
    readGnuPieces(block, 386, 4, map);
    const size = gnuRealSize(block);
    let more = block[482] !== 0;
    if (!Number.isSafeInteger(size) || size < 0) throw this.badNumber(offset, 'sparse size');
    this.reader.advance(blockSize);
    while (more) {
      if (map.length > maxSparsePieces) throw this.limit('the map of a sparse file', maxSparsePieces, 'entries');
      if (!(await this.reader.fill(blockSize))) throw this.truncated();
      const next = this.reader.peek(blockSize);
      readGnuPieces(next, 0, 21, map);
      more = next[504] !== 0;
      this.reader.advance(blockSize);
    }
    return { sparse: { map }, size };
  }

  private truncated(missing?: Bytes): FaultError {
    return new FaultError({ kind: 'truncated', fileName: this.fileName, offset: this.reader.position, missing });
  }

  private badNumber(offset: Bytes, field: string): FaultError {
    return new FaultError({ kind: 'bad-number', fileName: this.fileName, offset, field });
  }

  private limit(what: string, limit: number, unit: 'bytes' | 'entries'): FaultError {
    return new FaultError({ kind: 'limit', fileName: this.fileName, what, limit, unit });
  }
}

function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function readXattrs(records: PaxRecords): Map<string, Uint8Array> | null {
  let xattrs: Map<string, Uint8Array> | null = null;
  for (const [key, value] of records) {
    if (!key.startsWith('SCHILY.xattr.')) continue;
    xattrs ??= new Map();
    xattrs.set(key.slice('SCHILY.xattr.'.length), value);
  }
  return xattrs;
}
