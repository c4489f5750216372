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
import { FileScanner, limits, type FileSecrets } from './file-scanner.ts';
import type { FoundSecret } from './found-secret.ts';
import type { OwnPattern } from './own-patterns.ts';

/** A secret in a layer's file. */
export interface LayerSecret extends FoundSecret {
  /** Absolute, as the layer names it. */
  readonly path: string;
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
  /** There are more than are kept of one layer. */
  readonly isCut: boolean;
}

/** Of one layer. */
const mostSecrets = 10_000;
/** Read as a whole; of a larger file, pieces. */
const wholeBytes = limits.insideBytes;
const pieceBytes = 1_048_576;

/**
 * Looks for secrets in every regular file of a layer. A damaged layer gives what stands before the damage; that was told when
 * its headers were read. `onProgress` gets the bytes of the dropped file got through so far.
 */
export async function scanLayerSecrets(
  file: Blob,
  layer: LayerBlob,
  { own = [], ...options }: OpenOptions & { readonly own?: readonly OwnPattern[] },
  onProgress: (done: Bytes) => void = () => undefined,
): Promise<LayerSecrets> {
  const search = new LayerSearch(await FileScanner.create(own));
  if (!layer.range) return search.result();
  const reader = openRange(file, layer.range, layer.compression, options);
  try {
    const tar = new TarReader(reader, options.fileName);
    for (let entry = await nextEntry(tar); entry && !search.isCut; entry = await nextEntry(tar)) {
      if (entry.flag === TarFlag.file && entry.size > 0) await search.read(tar, reader, entry);
      onProgress(reader.consumed);
    }
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
  } finally {
    await reader.close();
  }
  return search.result();
}

async function nextEntry(tar: TarReader): Promise<TarEntry | null> {
  return tar.nextBuffered() ?? (await tar.next());
}

class LayerSearch {
  readonly #scanner: FileScanner;
  readonly #secrets: LayerSecret[] = [];
  readonly #capped: string[] = [];
  readonly #partial = { files: 0, bytes: 0 };
  readonly #searched = { files: 0, bytes: 0 };
  #room = new Uint8Array(pieceBytes);

  constructor(scanner: FileScanner) {
    this.#scanner = scanner;
  }

  get isCut(): boolean {
    return this.#secrets.length >= mostSecrets;
  }

  result(): LayerSecrets {
    return {
      secrets: this.#secrets,
      capped: this.#capped,
      partial: this.#partial,
      searched: this.#searched,
      isCut: this.isCut,
    };
  }

  /** The entry that the reader stands at. */
  async read(tar: TarReader, reader: ByteReader, entry: TarEntry): Promise<void> {
    const { size, offset } = entry;
    const path = `/${decodeText(normalisePath(entry.path))}`;
    const found = size > wholeBytes ? await this.#inPieces(tar, path) : await this.#asAWhole(tar, reader, path, entry);
    this.#searched.files++;
    this.#searched.bytes += size;
    if (found.isPartial) {
      this.#partial.files++;
      this.#partial.bytes += size;
    }
    if (found.more) this.#capped.push(path);
    for (const secret of found.found) if (!this.isCut) this.#secrets.push({ ...secret, path, entry: offset });
  }

  #asAWhole(tar: TarReader, reader: ByteReader, path: string, entry: TarEntry): FileSecrets | Promise<FileSecrets> {
    const { size, sparse } = entry;
    if (sparse || size > reader.buffered) return this.#collected(tar, path, size);
    return this.#scan(path, reader.peek(size));
  }

  async #collected(tar: TarReader, path: string, size: Bytes): Promise<FileSecrets> {
    if (this.#room.length < size) this.#room = new Uint8Array(Math.max(size, this.#room.length * 2));
    let length = 0;
    for await (const chunk of tar.chunks()) {
      this.#room.set(chunk, length);
      length += chunk.length;
    }
    return this.#scan(path, this.#room.subarray(0, length));
  }

  #scan(path: string, bytes: Uint8Array): FileSecrets | Promise<FileSecrets> {
    const container = this.#scanner.containerOf(path, bytes);
    return container ? this.#scanner.scanContainer(path, bytes, container) : this.#scanner.scan(path, bytes);
  }

  /** Each piece has something of the one before it and of the one behind it around it: nothing between two is missed. */
  async #inPieces(tar: TarReader, path: string): Promise<FileSecrets> {
    const { reach, behind } = this.#scanner;
    const found: FoundSecret[] = [];
    const room = new Uint8Array(behind + pieceBytes + reach);
    /** Place of the room in the file, what is in it, and how much of that was searched. */
    let [offset, length, searched] = [0, 0, 0];
    const take = (end: number): void => {
      if (found.length < limits.found) {
        found.push(...this.#scanner.scanPiece(path, room.subarray(0, length), { offset, from: searched, to: end }));
      }
      const passed = Math.max(0, end - behind);
      room.copyWithin(0, passed, length);
      offset += passed;
      length -= passed;
      searched = end - passed;
    };
    for await (const chunk of tar.chunks()) {
      for (let at = 0; at < chunk.length;) {
        const piece = chunk.subarray(at, at + room.length - length);
        room.set(piece, length);
        length += piece.length;
        at += piece.length;
        if (length === room.length) take(length - reach);
      }
    }
    take(length);
    return { found: found.slice(0, limits.found), more: found.length >= limits.found, isPartial: true };
  }
}
