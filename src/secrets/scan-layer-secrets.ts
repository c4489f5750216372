import { openRange, type OpenOptions } from '../archive/open-range.ts';
import { TarFlag } from '../archive/tar-header.ts';
import { TarReader } from '../archive/tar-reader.ts';
import type { TarEntry } from '../archive/tar-entry.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { decodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { normalisePath } from '../paths/normalise.ts';
import { FileScanner, type FileSecrets } from './file-scanner.ts';
import { limits } from './limits.ts';
import type { FoundSecret } from './found-secret.ts';
import type { OwnPattern } from './own-patterns.ts';

/** A secret in a layer's file. */
export interface LayerSecret extends FoundSecret {
  /** Absolute, as the layer names it. */
  readonly path: string;
  /** As the tar has it: `app/.env`, `./app/.env`. */
  readonly entryName: string;
  /** Where the file's first header begins in the uncompressed tar: names the file in its layer. */
  readonly entry: Bytes;
}

export interface LayerSecrets {
  readonly secrets: readonly LayerSecret[];
  /** Files that hold more than are told. */
  readonly capped: readonly string[];
  /** Large and binary files, searched only for what stands nowhere by chance. */
  readonly partial: { readonly files: number; readonly bytes: Bytes };
  readonly searched: { readonly files: number; readonly bytes: Bytes };
  /** It was searched to its end, and no more stand in it than are kept of one layer. */
  readonly isComplete: boolean;
  /** Every file of it was read, whatever is told of them. */
  readonly isReadToEnd: boolean;
}

/** Of one layer. */
const mostSecrets = 10_000;
/** Looked at to decide how a large file is read. */
const headBytes = 65_536;

/** For tests: real files are large. */
export interface SearchSizes {
  /** Read as a whole where that finds more than reading pieces does. */
  readonly wholeBytes: Bytes;
  readonly pieceBytes: Bytes;
}

/** Something else that looks into the same files, so that a layer is read once. */
export interface FileVisitor {
  /**
   * Called for every regular file of a layer that stores something, in the order of the tar. The bytes, and of the entry all
   * but where its names lie, are valid until it has ended: all that is stored of a file up to a piece, else its head.
   */
  onFile(entry: TarEntry, path: string, bytes: Uint8Array, isWhole: boolean): void | Promise<void>;
  /** Called after that for a file larger than a piece: what takes the bytes that follow; null where nobody wants them. */
  onLargeFile?(entry: TarEntry, path: string, head: Uint8Array): LargeFileReader | null;
}

/** Takes a large file from its first byte to its last: in pieces as they come, or all of it where it is read as a whole. */
export interface LargeFileReader {
  /** The bytes are valid during the call only. */
  take(bytes: Uint8Array): void;
  /** `isWhole`: nothing is missing behind what was taken. */
  end(isWhole: boolean): void | Promise<void>;
  /** In place of the other two. */
  all(bytes: Uint8Array): void | Promise<void>;
}

const usualSizes: SearchSizes = { wholeBytes: limits.insideBytes, pieceBytes: 1_048_576 };

/**
 * Looks for secrets in every regular file of a layer. A damaged layer gives what stands before the damage; that was told when
 * its headers were read. `onProgress` gets the bytes of the dropped file got through so far.
 */
export async function scanLayerSecrets(
  file: Blob,
  layer: LayerBlob,
  { own = [], ...options }: OpenOptions & { readonly own?: readonly OwnPattern[] },
  onProgress: (done: Bytes) => void = () => undefined,
  sizes: SearchSizes = usualSizes,
  visitors: readonly FileVisitor[] = [],
): Promise<LayerSecrets> {
  const search = new LayerSearch(await FileScanner.create(own), sizes, visitors);
  if (!layer.range) return { ...search.result(), isComplete: false, isReadToEnd: false };
  const reader = openRange(file, layer.range, layer.compression, options);
  try {
    const tar = new TarReader(reader, options.fileName);
    for (;;) {
      // Where nothing has to be waited for, nothing is: promises of each small file would take as long as searching it.
      const entry = tar.nextBuffered() ?? (await tar.next());
      if (!entry) break;
      const reading = entry.flag === TarFlag.file && entry.storedSize > 0 ? search.read(tar, reader, entry) : null;
      if (reading) await reading;
      if (search.isDone) break;
      onProgress(reader.consumed);
    }
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    search.isDamaged = true;
  } finally {
    await reader.close();
  }
  return search.result();
}

/** A file whose bytes come next. */
interface NextFile {
  readonly entry: TarEntry;
  readonly size: Bytes;
  readonly path: string;
  readonly entryName: string;
}

class LayerSearch {
  readonly #scanner: FileScanner;
  readonly #sizes: SearchSizes;
  readonly #visitors: readonly FileVisitor[];
  readonly #secrets: LayerSecret[] = [];
  readonly #capped: string[] = [];
  readonly #partial = { files: 0, bytes: 0 };
  readonly #searched = { files: 0, bytes: 0 };
  /** What comes next can't be read. */
  isDamaged = false;
  /** For large files that are searched as a whole. */
  #room = new Uint8Array(0);

  constructor(scanner: FileScanner, sizes: SearchSizes, visitors: readonly FileVisitor[]) {
    this.#scanner = scanner;
    this.#sizes = sizes;
    this.#visitors = visitors;
  }

  /** Nothing comes that anybody looks at. */
  get isDone(): boolean {
    return this.isDamaged || (this.#isCut && this.#visitors.length === 0);
  }

  get #isCut(): boolean {
    return this.#secrets.length >= mostSecrets;
  }

  result(): LayerSecrets {
    return {
      secrets: this.#secrets,
      capped: this.#capped,
      partial: this.#partial,
      searched: this.#searched,
      isComplete: !this.isDamaged && !this.#isCut,
      isReadToEnd: !this.isDone,
    };
  }

  /**
   * The entry that the reader stands at; null where it was read at once. Of a sparse file, what is stored: there is nothing
   * in the holes, of any length.
   */
  read(tar: TarReader, reader: ByteReader, entry: TarEntry): Promise<unknown> | null {
    const { path: name, storedSize: size } = entry;
    const entryName = decodeText(name);
    const normal = normalisePath(name);
    const file = { entry, size, path: `/${normal === name ? entryName : decodeText(normal)}`, entryName };
    const count = size <= this.#sizes.pieceBytes ? size : Math.min(size, headBytes);
    if (reader.buffered >= count) return this.#look(tar, file, reader.peek(count));
    return this.#lookLater(tar, reader, file, count);
  }

  /** The bytes that come next, as many as there are before damage or the end. */
  async #lookLater(tar: TarReader, reader: ByteReader, file: NextFile, count: number): Promise<void> {
    await this.#untilDamage(async () => {
      this.isDamaged = !(await reader.fill(count));
    });
    await this.#look(tar, file, reader.peek(Math.min(count, reader.buffered)));
  }

  /** `head`: all of a file up to a piece, else its first bytes; what else looks into files sees the same. */
  #look(tar: TarReader, file: NextFile, head: Uint8Array): Promise<unknown> | null {
    const visits = this.#visit(file, head);
    return visits ? visits.then(() => this.#searchAndKeep(tar, file, head)) : this.#searchAndKeep(tar, file, head);
  }

  /** Null where all have seen it at once. */
  #visit(file: NextFile, head: Uint8Array): Promise<unknown> | null {
    let pending: Promise<void>[] | null = null;
    for (const visitor of this.#visitors) {
      const visit = visitor.onFile(file.entry, file.path, head, head.length === file.size);
      if (visit) (pending ??= []).push(visit);
    }
    return pending && Promise.all(pending);
  }

  #searchAndKeep(tar: TarReader, file: NextFile, head: Uint8Array): Promise<unknown> | null {
    const search = this.#search(tar, file, head);
    if (search instanceof Promise) return search.then((found) => found && this.#keep(file, found));
    if (search) this.#keep(file, search);
    return null;
  }

  /** Null: no more secrets are looked for. */
  #search(tar: TarReader, file: NextFile, head: Uint8Array): FileSecrets | null | Promise<FileSecrets | null> {
    const { entry, path, size } = file;
    const { wholeBytes, pieceBytes } = this.#sizes;
    if (size <= pieceBytes) return this.#isCut ? null : this.#scan(path, head);
    const readers = this.#visitors.flatMap((visitor) => visitor.onLargeFile?.(entry, path, head) ?? []);
    if (this.#isCut && readers.length === 0) return null;
    if (size > wholeBytes || !this.#scanner.isBetterWhole(path, head)) return this.#inPieces(tar, path, readers);
    return this.#collected(tar, path, size, readers);
  }

  #keep({ entry, size, path, entryName }: NextFile, { found, more, isPartial }: FileSecrets): void {
    this.#searched.files++;
    this.#searched.bytes += size;
    if (isPartial || this.isDamaged) {
      this.#partial.files++;
      this.#partial.bytes += size;
    }
    if (more) this.#capped.push(path);
    for (const secret of found.slice(0, mostSecrets - this.#secrets.length)) {
      this.#secrets.push({ ...secret, path, entryName, entry: entry.offset });
    }
  }

  /** What was read before damage is looked at; no more of the layer is then. */
  async #untilDamage(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      this.isDamaged = true;
    }
  }

  async #collected(
    tar: TarReader,
    path: string,
    size: Bytes,
    readers: readonly LargeFileReader[],
  ): Promise<FileSecrets | null> {
    if (this.#room.length < size) this.#room = new Uint8Array(Math.max(size, this.#room.length * 2));
    let length = 0;
    await this.#untilDamage(async () => {
      for await (const chunk of tar.storedChunks()) {
        this.#room.set(chunk, length);
        length += chunk.length;
      }
    });
    const bytes = this.#room.subarray(0, length);
    for (const reader of readers) {
      if (length === size) await reader.all(bytes);
      else await reader.end(false);
    }
    return this.#isCut ? null : this.#scan(path, bytes);
  }

  #scan(path: string, bytes: Uint8Array): FileSecrets | Promise<FileSecrets> {
    const container = this.#scanner.containerOf(path, bytes);
    return container ? this.#scanner.scanContainer(path, bytes, container) : this.#scanner.scan(path, bytes);
  }

  /** Each piece has something of the one before it and of the one behind it around it: nothing between two is missed. */
  async #inPieces(tar: TarReader, path: string, readers: readonly LargeFileReader[]): Promise<FileSecrets | null> {
    const { reach, behind } = this.#scanner;
    const shared = behind + reach;
    const found: FoundSecret[] = [];
    const search = (bytes: Uint8Array, offset: Bytes, to: number): void => {
      if (found.length >= limits.found) return;
      const last = found.at(-1);
      const foundEnd = last ? last.offset + last.length : 0;
      const more = this.#scanner.scanPiece(path, bytes, { offset, from: offset === 0 ? 0 : behind, to });
      // One that began in the piece before may be matched again from its middle.
      found.push(...more.filter((secret) => secret.offset >= foundEnd));
    };
    let passed: Bytes = 0;
    await this.#untilDamage(async () => {
      for await (const { bytes, isLast } of tar.storedPieces(this.#sizes.pieceBytes / 2, shared)) {
        const offset = Math.max(0, passed - shared);
        for (const reader of readers) reader.take(bytes.subarray(passed - offset));
        passed = offset + bytes.length;
        search(bytes, offset, isLast ? bytes.length : bytes.length - reach);
      }
    });
    for (const reader of readers) await reader.end(!this.isDamaged);
    if (this.#isCut) return null;
    return { found: found.slice(0, limits.found), more: found.length >= limits.found, isPartial: true };
  }
}
