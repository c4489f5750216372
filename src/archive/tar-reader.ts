// Reads tar archives in place and in order: ustar, GNU long names and links, PAX (path, linkpath, size, mtime, uid, gid,
// SCHILY.xattr, also global), base-256 numbers, GNU and PAX sparse files, hard links. Nothing is written anywhere.
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import { paxNumber, parsePax, type PaxRecords } from './pax.ts';
import {
  expandSparse,
  gnuRealSize,
  isSoundMap,
  maxSparsePieces,
  readGnuPieces,
  readPaxMap,
  readStoredMap,
  type SparseMap,
} from './sparse.ts';
import type { TarEntry } from './tar-entry.ts';
import { extensionTypes, longText, noExtensions, readXattrs, recordsInto, type Extensions } from './tar-extensions.ts';
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

/** What a tar may hold at most. Real layers stay far below; without limits, one made for it fills the memory. */
export const limits = {
  /** Of one path or link. */
  pathBytes: 65_536,
  /** Directories in a path. */
  pathLevels: 4096,
  /** Of all paths and links together. */
  namesBytes: 256_000_000,
  /** Of all PAX records in front of one entry. */
  paxBytes: 1_048_576,
  /** Headers in front of one entry that say more about it. */
  extensions: 1000,
  entries: 2_000_000,
} as const;

const noBytes = new Uint8Array(0);
const slash = 47;

// These types have no body, whatever their size field says (POSIX; Go and Python read them so too).
const headerOnly: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5', '6']);
const padded = (size: Bytes): Bytes => Math.ceil(size / blockSize) * blockSize;

export class TarReader {
  private readonly globals: PaxRecords = new Map();
  /** Bytes of the current entry's body and padding that were not read yet. */
  private unread: Bytes = 0;
  private current: TarEntry | null = null;
  /** Whether any header was read. */
  private started = false;
  private entries = 0;
  private namesBytes: Bytes = 0;
  /** Sizes of all entries together: what the bodies, or the holes in them, claim to be. */
  private claimed: Bytes = 0;

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
        const entry = plain
          ? this.plainEntry(header, offset)
          : await this.toEntry(header, offset, extensions ?? noExtensions(offset));
        this.checkTotals(entry, offset);
        return (this.current = entry);
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
    if (entry.sparse) yield* expandSparse(entry.sparse, entry.size, this.stored(entry.storedSize));
    else yield* this.stored(entry.storedSize);
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
      throw new FaultError({ kind: !this.started ? 'not-a-tar' : 'bad-checksum', fileName: this.fileName, offset });
    }
    this.started = true;
    return parseHeader(window, start);
  }

  /** Tables, and sums that have to be exact, grow with every entry: their limits come first. */
  private checkTotals({ path, link, size }: TarEntry, offset: Bytes): void {
    if (++this.entries > limits.entries) throw this.limit('the content of a tar', limits.entries, 'entries');
    this.namesBytes += path.length + link.length;
    if (this.namesBytes > limits.namesBytes) throw this.limit('the names of a tar', limits.namesBytes, 'bytes');
    this.claimed += size;
    if (this.claimed > Number.MAX_SAFE_INTEGER) throw this.badNumber(offset, 'size, added to those before it,');
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
      throw new FaultError({ kind: !this.started ? 'not-a-tar' : 'truncated', fileName: this.fileName, offset });
    }
    return null;
  }

  private async readExtension(header: RawHeader, offset: Bytes, extensions: Extensions): Promise<void> {
    const { type, size } = header;
    const isPax = type === 'x' || type === 'X' || type === 'g';
    const limit = isPax ? limits.paxBytes : limits.pathBytes;
    if (++extensions.headers > limits.extensions) {
      throw this.limit('what stands before an entry of a tar', limits.extensions, 'entries');
    }
    if (!(size >= 0)) throw this.badNumber(offset, 'size');
    if (isPax) extensions.paxBytes += size;
    if ((isPax ? extensions.paxBytes : size) > limit)
      throw this.limit(isPax ? 'PAX headers' : 'a path', limit, 'bytes');
    this.reader.advance(blockSize);
    this.unread = padded(size);
    const bytes = size > 0 ? await this.take(size) : new Uint8Array(0);
    if (type === 'L') extensions.longName = longText(bytes);
    else if (type === 'K') extensions.longLink = longText(bytes);
    else if (!parsePax(bytes, recordsInto(type, extensions, this.globals)))
      throw this.badNumber(offset, 'PAX record length');
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
      if (Number.isNaN(result) || (key !== 'mtime' && !Number.isSafeInteger(result))) throw this.badNumber(offset, key);
      return result;
    };
    const storedSize = headerOnly.has(header.type) ? 0 : number('size', header.size);
    if (storedSize < 0) throw this.badNumber(offset, 'size');
    const isLink = header.type === '1' || header.type === '2';
    const own = {
      offset: extensions.offset,
      // Copies, because the window moves where a sparse map is read.
      path: record('GNU.sparse.name') ?? record('path') ?? extensions.longName ?? headerName(window, start).slice(),
      link: !isLink ? noBytes : (record('linkpath') ?? extensions.longLink ?? headerLink(window, start).slice()),
      type: header.type === '7' || header.type === 'S' ? '0' : header.type,
      mode: Number.isNaN(header.mode) ? 0 : header.mode & 0o7777,
      uid: number('uid', header.uid),
      gid: number('gid', header.gid),
      mtime: number('mtime', header.mtime),
      xattrs: readXattrs(extensions.pax),
    };
    this.checkPath(own.path);
    this.checkPath(own.link);
    const { sparse, size, mapBytes } = await this.readSparse(header, extensions, storedSize, offset);
    if (sparse && !isSoundMap(sparse, size)) throw this.badNumber(offset, 'sparse map');
    return { ...own, size, storedSize: storedSize - mapBytes, bodyOffset: this.reader.position, sparse };
  }

  /** A header alone holds no more than 256 bytes, so only longer forms have to be looked at. */
  private checkPath(path: Uint8Array): void {
    if (path.length > limits.pathBytes) throw this.limit('a path', limits.pathBytes, 'bytes');
    if (path.length <= limits.pathLevels) return;
    let levels = 1;
    for (const byte of path) if (byte === slash) levels++;
    if (levels > limits.pathLevels) throw this.limit('a path', limits.pathLevels, 'levels');
  }

  /** Passes over the header and the map behind it. */
  private async readSparse(
    header: RawHeader,
    { pax, pieces }: Extensions,
    storedSize: Bytes,
    offset: Bytes,
  ): Promise<{ sparse: SparseMap | null; size: Bytes; mapBytes: Bytes }> {
    if (header.type === 'S' && isGnu(this.reader.window, this.reader.start)) {
      const gnu = await this.readGnuSparse(offset);
      this.unread = padded(storedSize);
      return { ...gnu, mapBytes: 0 };
    }
    this.reader.advance(blockSize);
    this.unread = padded(storedSize);
    const realSize = pax.get('GNU.sparse.realsize') ?? pax.get('GNU.sparse.size');
    if (!realSize || headerOnly.has(header.type)) return { sparse: null, size: storedSize, mapBytes: 0 };
    const size = paxNumber(realSize);
    if (!Number.isSafeInteger(size) || size < 0) throw this.badNumber(offset, 'sparse size');
    const map = readPaxMap(pax, pieces);
    if (map || !pax.has('GNU.sparse.major')) return { sparse: map ?? [], size, mapBytes: 0 };
    const stored = await readStoredMap((count) => this.take(count), this.fileName);
    if (stored.bytes > storedSize) throw this.badNumber(offset, 'sparse map');
    return { sparse: stored.map, size, mapBytes: stored.bytes };
  }

  private async readGnuSparse(offset: Bytes): Promise<{ sparse: SparseMap; size: Bytes }> {
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
    return { sparse: map, size };
  }

  private truncated(missing?: Bytes): FaultError {
    return new FaultError({ kind: 'truncated', fileName: this.fileName, offset: this.reader.position, missing });
  }

  private badNumber(offset: Bytes, field: string): FaultError {
    return new FaultError({ kind: 'bad-number', fileName: this.fileName, offset, field });
  }

  private limit(what: string, limit: number, unit: 'bytes' | 'entries' | 'levels'): FaultError {
    return new FaultError({ kind: 'limit', fileName: this.fileName, what, limit, unit });
  }
}
