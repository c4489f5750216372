// Writes an image as `docker save` of Docker 25 and later does: an OCI layout in a tar, and the manifest.json that older ones read.
// https://github.com/opencontainers/image-spec/blob/main/image-layout.md
import { withSize } from '../archive/edit-header.ts';
import { TarFlag } from '../archive/tar-header.ts';
import { endOfTar, tarHeader, tarPadding } from '../archive/tar-writer.ts';
import type { ByteSink, PatchableSink } from '../bytes/byte-sink.ts';
import { createStreamingHash, toHex } from '../bytes/streaming-hash.ts';
import { encodeText } from '../bytes/text.ts';
import type { Bytes, UnixSeconds } from '../bytes/units.ts';

export interface Blob256 {
  /** `sha256:` and the hash. */
  readonly digest: string;
  readonly size: Bytes;
}

export const blobFolder = 'blobs/sha256/';
const noBytes = new Uint8Array(0);
/** Stands for a hash that is not known yet. */
const unknownHash = '0'.repeat(64);

const headerOf = (name: string, size: Bytes): Uint8Array => plainHeader(encodeText(name), size, TarFlag.file);

/** Root's, of the beginning of time where nothing is said, as nobody made it. */
const plainHeader = (path: Uint8Array, size: Bytes, flag: number, mtime: UnixSeconds = 0): Uint8Array =>
  tarHeader({
    path,
    flag,
    link: noBytes,
    size,
    mode: flag === TarFlag.directory ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    mtime,
    device: null,
    xattrs: null,
  });

export const directoryHeader = (path: Uint8Array, mtime?: UnixSeconds): Uint8Array =>
  plainHeader(path, 0, TarFlag.directory, mtime);

export const emptyFileHeader = (path: Uint8Array, mtime: UnixSeconds): Uint8Array =>
  plainHeader(path, 0, TarFlag.file, mtime);

/** Puts blobs and documents into the archive, one behind the other. */
export class ArchiveBuilder {
  private readonly known = new Set<string>();

  constructor(private readonly sink: PatchableSink) {}

  async begin(): Promise<void> {
    for (const folder of ['blobs', 'blobs/sha256']) await this.sink.write(directoryHeader(encodeText(folder)));
  }

  /**
   * A blob of which neither size nor hash are known before it is written. `write` gets the sink that it has to use; what it gives
   * is handed on.
   */
  async addStreamed<T>(write: (sink: ByteSink) => Promise<T>): Promise<Blob256 & { readonly result: T }> {
    const { sink } = this;
    const at = sink.position;
    await sink.write(headerOf(blobFolder + unknownHash, 0));
    const start = sink.position;
    const hash = await createStreamingHash('sha256');
    try {
      const result = await write({
        async write(piece) {
          hash.update(piece);
          await sink.write(piece);
        },
      });
      const size = sink.position - start;
      const hex = toHex(hash.finish());
      await this.pad(size);
      await sink.patch(at, withSize(headerOf(blobFolder + hex, 0), size));
      this.known.add(hex);
      return { digest: `sha256:${hex}`, size, result };
    } finally {
      hash.release();
    }
  }

  /** A blob that is there as a whole; one that stands in the archive already is not written again. */
  async addWhole(bytes: Uint8Array): Promise<Blob256> {
    const hash = await createStreamingHash('sha256');
    hash.update(bytes);
    const hex = toHex(hash.finish());
    hash.release();
    if (!this.known.has(hex)) await this.addFile(blobFolder + hex, bytes);
    this.known.add(hex);
    return { digest: `sha256:${hex}`, size: bytes.length };
  }

  async addFile(name: string, bytes: Uint8Array): Promise<void> {
    await this.sink.write(headerOf(name, bytes.length));
    await this.sink.write(bytes);
    await this.pad(bytes.length);
  }

  async finish(): Promise<void> {
    await this.sink.write(endOfTar);
  }

  private async pad(size: Bytes): Promise<void> {
    await this.sink.write(new Uint8Array(tarPadding(size)));
  }
}
