import type { Bytes } from '../bytes/units.ts';
import { openBody } from '../layer/file-body.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { storedBodyOf } from '../rootfs/stored-body.ts';
import { WindowReader } from './window-reader.ts';

const pieceSize: Bytes = 4_194_304;

/** The contents of files of the final tree. */
export class FileContents {
  private readonly windows = new WindowReader();

  /** `tars`: by layer, uncompressed, or as much of it as could be unpacked; null where it could not be read at all. */
  constructor(
    private readonly rootfs: Rootfs,
    private readonly tars: readonly (Blob | null)[],
    private readonly fileName: string,
  ) {}

  /** 0 for what is no file. */
  sizeOf(node: number): Bytes {
    return this.placeOf(node)?.place.size ?? 0;
  }

  /** The bytes from `start` to `end`, fewer where the file ends before; null where they cannot be read. */
  async read(node: number, start: Bytes, end: Bytes): Promise<Uint8Array | null> {
    const body = this.placeOf(node);
    const tar = body && this.tars[body.layer];
    if (!body || !tar) return null;
    const { offset, headerSize, size } = body.place;
    const to = Math.min(end, size);
    if (start >= to) return new Uint8Array(0);
    if (headerSize === 0) return this.readSparse(tar, body, start, to);
    const from = offset + headerSize;
    const bytes = await this.windows.read(tar, { start: from + start, end: from + to });
    return bytes.length < to - start ? null : bytes;
  }

  /** The first `most` bytes in pieces; ends early where they cannot be read. */
  async *pieces(node: number, most: Bytes): AsyncGenerator<Uint8Array> {
    const size = Math.min(this.sizeOf(node), most);
    for (let start = 0; start < size; start += pieceSize) {
      const piece = await this.read(node, start, Math.min(size, start + pieceSize));
      if (!piece) return;
      yield piece;
    }
  }

  private placeOf(node: number): ReturnType<typeof storedBodyOf> {
    const event = this.rootfs.columns.lastEvents[node] as number;
    return event < 0 || !this.rootfs.isThere(node) ? null : storedBodyOf(this.rootfs.columns, event);
  }

  private async readSparse(
    tar: Blob,
    { layer, place }: NonNullable<ReturnType<typeof storedBodyOf>>,
    start: Bytes,
    end: Bytes,
  ): Promise<Uint8Array | null> {
    try {
      return await openBody(tar, place, `${this.fileName} (layer ${layer})`).read(start, end);
    } catch {
      return null;
    }
  }
}
