// Reads tar archives in place and in order: ustar, GNU long names and links, PAX (path, linkpath, size, mtime, uid, gid,
// extended attributes, large device numbers, also global), base-256 numbers, GNU and PAX sparse files, hard links. Nothing is written anywhere.
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
import { TarEntry } from './tar-entry.ts';
import {
  isExtension,
  isPax,
  longText,
  noExtensions,
  readXattrs,
  recordsInto,
  type Extensions,
} from './tar-extensions.ts';
import {
  blockSize,
  checksumMatches,
  headerFlag,
  isGnu,
  isHeaderOnly,
  isZeroBlock,
  parseHeader,
  parseNumber,
  TarFlag,
} from './tar-header.ts';

/** What a tar may hold at most. Real layers stay far below; without limits, one made for it fills the memory. */
export const limits = {
  /** Of one path or link. */
  pathBytes: 65_536,
  /** Directories in a path. */
  pathLevels: 4096,
  /** Of all paths, links and extended attributes together. */
  namesBytes: 256_000_000,
  /** Of all PAX records in front of one entry. */
  paxBytes: 1_048_576,
  /** Headers in front of one entry that say more about it. */
  extensions: 1000,
  entries: 2_000_000,
} as const;

const noBytes = new Uint8Array(0);
const slash = 47;
const padded = (size: Bytes): Bytes => Math.ceil(size / blockSize) * blockSize;

export interface StoredPiece {
  /** Valid until the next piece. */
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

export class TarReader {
  /** Records of global headers so far: they hold for every entry that has none of its own. */
  readonly globals: PaxRecords = new Map();
  /** Bytes of the current entry's body and padding that were not read yet. */
  private unread: Bytes = 0;
  private readonly entry = new TarEntry();
  /** Whether `entry` has been filled, and its body was not read yet. */
  private hasBody = false;
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

  /**
   * The next entry where it is a plain one and its header lies in the window, as most do: a promise for each would take
   * longer than reading it. Null where `next` has to be asked. Throws a FaultError as `next` does.
   */
  nextBuffered(): TarEntry | null {
    const { reader } = this;
    if (this.unread + blockSize > reader.buffered || this.globals.size > 0) return null;
    reader.advance(this.unread);
    this.unread = 0;
    const { window, start } = reader;
    const flag = headerFlag(window, start);
    if (window[start] === 0 || flag === TarFlag.gnuSparse || isExtension(flag)) return null;
    const offset = reader.position;
    this.checkHeader(offset);
    return this.plainEntry(offset);
  }

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
      const { window, start } = reader;
      if (window[start] === 0 && isZeroBlock(window, start)) return null;
      this.checkHeader(offset);
      const flag = headerFlag(window, start);
      if (isExtension(flag)) {
        extensions ??= noExtensions(offset);
        await this.readExtension(flag, offset, extensions);
      } else if (!extensions && this.globals.size === 0 && flag !== TarFlag.gnuSparse) {
        return this.plainEntry(offset);
      } else return this.extendedEntry(offset, extensions ?? noExtensions(offset));
    }
  }

  /** The current entry's whole body, which must not be above `limit`. */
  async body(limit: Bytes): Promise<Uint8Array> {
    const { size } = this.entry;
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
    const { sparse, size } = this.entry;
    if (sparse && this.hasBody) yield* expandSparse(sparse, size, this.storedChunks());
    else yield* this.storedChunks();
  }

  /** What is stored of the current entry's body, the holes of a sparse file left out. Once per entry. */
  async *storedChunks(): AsyncGenerator<Uint8Array> {
    if (!this.hasBody) return;
    this.hasBody = false;
    yield* this.stored(this.entry.storedSize);
  }

  /**
   * What is stored of the current entry's body, in pieces of `least` bytes or more, where they lie in the window. Each but the first
   * begins with the last `shared` bytes of the one before. Where a body is cut or damaged, the last piece is what stands before
   * that, and the error comes behind it. Once per entry.
   */
  async *storedPieces(least: Bytes, shared: Bytes): AsyncGenerator<StoredPiece> {
    if (!this.hasBody) return;
    this.hasBody = false;
    const { reader } = this;
    for (let left = this.entry.storedSize; left > 0;) {
      const error = await this.tryToFill(Math.min(left, least + shared), left);
      const bytes = reader.peek(Math.min(left, reader.buffered));
      const isLast = error !== null || bytes.length === left;
      yield { bytes, isLast };
      if (error) throw error;
      const passed = isLast ? left : bytes.length - shared;
      reader.advance(passed);
      this.unread -= passed;
      left -= passed;
    }
  }

  /** What kept it from being buffered. */
  private async tryToFill(count: number, left: Bytes): Promise<FaultError | null> {
    const { reader } = this;
    try {
      return (await reader.fill(count)) ? null : this.truncated(left - reader.buffered);
    } catch (error) {
      if (error instanceof FaultError) return error;
      throw error;
    }
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

  /** Throws where no header stands at the reader's position. */
  private checkHeader(offset: Bytes): void {
    const { window, start } = this.reader;
    if (!checksumMatches(window, start)) {
      throw new FaultError({ kind: !this.started ? 'not-a-tar' : 'bad-checksum', fileName: this.fileName, offset });
    }
    this.started = true;
  }

  /** Tables, and sums that have to be exact, grow with every entry: their limits come first. */
  private checkTotals({ pathStart, pathEnd, linkStart, linkEnd, size, offset, xattrs }: TarEntry): void {
    if (++this.entries > limits.entries) throw this.limit('the content of a tar', limits.entries, 'entries');
    this.namesBytes += pathEnd - pathStart + linkEnd - linkStart;
    if (xattrs) for (const [name, value] of xattrs) this.namesBytes += name.length + value.length;
    if (this.namesBytes > limits.namesBytes)
      throw this.limit('the names and attributes of a tar', limits.namesBytes, 'bytes');
    this.claimed += size;
    if (this.claimed > Number.MAX_SAFE_INTEGER) throw this.badNumber(offset, 'size, added to those before it,');
  }

  /** An entry without extensions: its header says all. */
  private plainEntry(offset: Bytes): TarEntry {
    const { reader, entry } = this;
    parseHeader(reader.window, reader.start, entry);
    if (isHeaderOnly(entry.flag)) entry.size = 0;
    if (!(entry.size >= 0)) throw this.badNumber(offset, 'size');
    if (Number.isNaN(entry.uid + entry.gid + entry.mtime)) throw this.badNumber(offset, 'owner or time');
    entry.storedSize = entry.size;
    entry.sparse = null;
    entry.xattrs = null;
    reader.advance(blockSize);
    this.unread = padded(entry.size);
    return this.finished(offset);
  }

  private finished(offset: Bytes): TarEntry {
    const { entry } = this;
    if (entry.flag === TarFlag.contiguous || entry.flag === TarFlag.gnuSparse) entry.flag = TarFlag.file;
    entry.mode = Number.isNaN(entry.mode) ? 0 : entry.mode & 0o7777;
    entry.offset = offset;
    entry.bodyOffset = this.reader.position;
    this.hasBody = true;
    this.checkTotals(entry);
    return entry;
  }

  /** Some writers leave out the two blocks of zeros; half a block is a cut. */
  private endOfInput(offset: Bytes): null {
    if (this.reader.buffered > 0) {
      throw new FaultError({ kind: !this.started ? 'not-a-tar' : 'truncated', fileName: this.fileName, offset });
    }
    return null;
  }

  private async readExtension(flag: number, offset: Bytes, extensions: Extensions): Promise<void> {
    const size = parseNumber(this.reader.window, this.reader.start + 124, 12);
    const pax = isPax(flag);
    const limit = pax ? limits.paxBytes : limits.pathBytes;
    if (++extensions.headers > limits.extensions) {
      throw this.limit('what stands before an entry of a tar', limits.extensions, 'entries');
    }
    if (!(size >= 0)) throw this.badNumber(offset, 'size');
    if (pax) extensions.paxBytes += size;
    if ((pax ? extensions.paxBytes : size) > limit) throw this.limit(pax ? 'PAX headers' : 'a path', limit, 'bytes');
    this.reader.advance(blockSize);
    this.unread = padded(size);
    const bytes = size > 0 ? await this.take(size) : new Uint8Array(0);
    if (flag === TarFlag.gnuLongName) extensions.longName = longText(bytes);
    else if (flag === TarFlag.gnuLongLink) extensions.longLink = longText(bytes);
    else if (!parsePax(bytes, recordsInto(flag, extensions, this.globals)))
      throw this.badNumber(offset, 'PAX record length');
    // What holds for all that follow is no part of the entry behind it.
    if (flag === TarFlag.paxGlobal && extensions.offset === offset)
      extensions.offset = this.reader.position + this.unread;
  }

  /** An entry whose header is not all that is said of it. */
  private async extendedEntry(offset: Bytes, extensions: Extensions): Promise<TarEntry> {
    const { reader, entry } = this;
    parseHeader(reader.window, reader.start, entry);
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
    const storedSize = isHeaderOnly(entry.flag) ? 0 : number('size', entry.size);
    if (storedSize < 0) throw this.badNumber(offset, 'size');
    entry.uid = number('uid', entry.uid);
    entry.gid = number('gid', entry.gid);
    entry.mtime = number('mtime', entry.mtime);
    // Copies, because the window moves where a sparse map is read.
    const path = record('GNU.sparse.name') ?? record('path') ?? extensions.longName ?? entry.path.slice();
    entry.pathBytes = path;
    entry.pathStart = 0;
    entry.pathEnd = path.length;
    const isLink = entry.flag === TarFlag.hardLink || entry.flag === TarFlag.symbolicLink;
    const link = isLink ? (record('linkpath') ?? extensions.longLink ?? entry.link.slice()) : noBytes;
    entry.linkBytes = link;
    entry.linkStart = 0;
    entry.linkEnd = link.length;
    entry.xattrs = readXattrs(extensions.pax);
    if (entry.flag === TarFlag.characterDevice || entry.flag === TarFlag.blockDevice) {
      entry.major = number('SCHILY.devmajor', entry.major || 0);
      entry.minor = number('SCHILY.devminor', entry.minor || 0);
    }
    this.checkPath(path);
    this.checkPath(link);
    const { sparse, size, mapBytes } = await this.readSparse(entry.flag, extensions, storedSize, offset);
    if (sparse && !isSoundMap(sparse, size)) throw this.badNumber(offset, 'sparse map');
    entry.size = size;
    entry.storedSize = storedSize - mapBytes;
    entry.sparse = sparse;
    return this.finished(extensions.offset);
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
    flag: number,
    { pax, pieces }: Extensions,
    storedSize: Bytes,
    offset: Bytes,
  ): Promise<{ sparse: SparseMap | null; size: Bytes; mapBytes: Bytes }> {
    if (flag === TarFlag.gnuSparse && isGnu(this.reader.window, this.reader.start)) {
      const gnu = await this.readGnuSparse(offset);
      this.unread = padded(storedSize);
      return { ...gnu, mapBytes: 0 };
    }
    this.reader.advance(blockSize);
    this.unread = padded(storedSize);
    const realSize = pax.get('GNU.sparse.realsize') ?? pax.get('GNU.sparse.size');
    if (!realSize || isHeaderOnly(flag)) return { sparse: null, size: storedSize, mapBytes: 0 };
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
