import type { ByteRange, Bytes } from '../bytes/units.ts';
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

  /** Its first bytes are soon asked for. */
  prefetch(node: number): void {
    const body = this.placeOf(node);
    const tar = body && this.tars[body.layer];
    if (body && tar) this.windows.prefetch(tar, body.place.offset + body.place.headerSize);
  }

  /** What lies in a range, in pieces; ends early where it cannot be read. The next one is read while one is looked at. */
  async *pieces(node: number, { start: first, end: last }: ByteRange): AsyncGenerator<Uint8Array> {
    const end = Math.min(this.sizeOf(node), last);
    const pieceAt = (start: Bytes): Promise<Uint8Array | null> => {
      const reading = this.read(node, start, Math.min(end, start + pieceSize));
      // Nobody waits for it where what came before is enough.
      reading.catch(() => undefined);
      return reading;
    };
    for (let start = first, next = pieceAt(first); start < end; start += pieceSize) {
      const piece = await next;
      if (!piece) return;
      if (start + pieceSize < end) next = pieceAt(start + pieceSize);
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
