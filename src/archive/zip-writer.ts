// Writes a zip as a stream: deflated, with modes, owners, times and symbolic links as Info-ZIP has them, and in its 64-bit
// form where it is wanted. fflate's zip has no such form (65,535 entries, 4 GB), and keeps an object for each entry.
import { deflateSync } from 'fflate';
import type { ByteSink } from '../bytes/byte-sink.ts';
import { createStreamingCrc32, type StreamingCrc32 } from '../bytes/crc32.ts';
import { grow, roomFor } from '../bytes/grow.ts';
import { gathered, type Pieces } from '../bytes/pieces.ts';
import type { Bytes } from '../bytes/units.ts';
import { TarFlag } from './tar-header.ts';
import { safePath, type WrittenEntry } from './written-entry.ts';
import { centralHeader, dataDescriptor, endOfDirectory, localHeader, type ZipRecord } from './zip-records.ts';

/** Above it a body is deflated by the browser's stream, which costs more to make than a small body to deflate. */
const mostAtOnce: Bytes = 65_536;
/** From here on sizes have 64 bits: a body that does not shrink may become somewhat longer. */
const largeFrom: Bytes = 0xf000_0000;

const noBytes = new Uint8Array(0);
const fileTypes: Readonly<Record<number, number>> = {
  [TarFlag.file]: 0o100000,
  [TarFlag.directory]: 0o040000,
  [TarFlag.symbolicLink]: 0o120000,
};

export class ZipWriter {
  private position: Bytes = 0;
  private directory = new Uint8Array(4096);
  private directoryLength = 0;
  private count = 0;

  private constructor(
    private readonly sink: ByteSink,
    private readonly crc: StreamingCrc32,
  ) {}

  static async open(sink: ByteSink): Promise<ZipWriter> {
    return new ZipWriter(sink, await createStreamingCrc32());
  }

  /** False where zip has nothing for such an entry: a device, a named pipe. Where a body throws, an entry ends there, and a small one is left out. */
  async add(entry: WrittenEntry, body: Pieces | null): Promise<boolean> {
    const type = fileTypes[entry.flag];
    if (type === undefined) return false;
    const { size, uid, gid, mtime } = entry;
    const name = zipName(entry);
    const common = { name, isUtf8: isUtf8(name), mode: type | entry.mode, uid, gid, mtime, offset: this.position };
    if (entry.flag === TarFlag.symbolicLink) await this.addWhole(common, entry.link);
    else if (body && size > mostAtOnce) await this.addStreamed(common, size, body);
    else await this.addWhole(common, body ? await gathered(body, size) : noBytes);
    return true;
  }

  async finish(): Promise<void> {
    const offset = this.position;
    await this.put(this.directory.subarray(0, this.directoryLength));
    await this.put(endOfDirectory(this.count, this.directoryLength, offset));
  }

  private async addWhole(common: Common, contents: Uint8Array): Promise<void> {
    this.crc.update(contents);
    const crc = this.crc.finish();
    const deflated = contents.length > 0 ? deflateSync(contents) : contents;
    const shrinks = deflated.length < contents.length;
    const stored = shrinks ? deflated : contents;
    const sizes = { size: contents.length, storedSize: stored.length };
    const record = { ...common, ...sizes, crc, method: shrinks ? 8 : 0, streamed: false, large: false } as const;
    await this.put(localHeader(record));
    await this.put(stored);
    this.list(record);
  }

  private async addStreamed(common: Common, size: Bytes, body: Pieces): Promise<void> {
    const begun = { ...common, method: 8, streamed: true, large: size >= largeFrom } as const;
    await this.put(localHeader({ ...begun, crc: 0, size: 0, storedSize: 0 }));
    const start = this.position;
    const { length, error } = await this.deflate(body);
    const record = { ...begun, crc: this.crc.finish(), size: length, storedSize: this.position - start };
    await this.put(dataDescriptor(record));
    this.list(record);
    if (error !== null) throw error;
  }

  /** What came of the body, and why that is not all. */
  private async deflate(body: Pieces): Promise<{ length: Bytes; error: unknown }> {
    const { readable, writable } = new CompressionStream('deflate-raw');
    const writer = writable.getWriter();
    let length = 0;
    let error: unknown = null;
    const feed = async (): Promise<void> => {
      try {
        for await (const piece of body) {
          this.crc.update(piece);
          length += piece.length;
          // The stream keeps it, and the reader uses its memory again.
          await writer.write(piece.slice());
        }
      } catch (reason) {
        error = reason;
      }
      await writer.close();
    };
    const drain = async (): Promise<void> => {
      for await (const piece of readable) await this.put(piece);
    };
    await Promise.all([feed(), drain()]);
    return { length, error };
  }

  private async put(bytes: Uint8Array): Promise<void> {
    this.position += bytes.length;
    await this.sink.write(bytes);
  }

  private list(record: ZipRecord): void {
    const header = centralHeader(record);
    const end = this.directoryLength + header.length;
    if (end > this.directory.length) this.directory = grow(this.directory, roomFor(end));
    this.directory.set(header, this.directoryLength);
    this.directoryLength = end;
    this.count++;
  }
}

type Common = Pick<ZipRecord, 'name' | 'isUtf8' | 'mode' | 'uid' | 'gid' | 'mtime' | 'offset'>;

const [slash, colon, backslash] = [47, 58, 92];

/** The longest name that the records have room for. */
const mostName = 65_000;

/** Windows takes a backslash for a slash, and a letter with a colon for a drive. */
function zipName({ path, flag }: WrittenEntry): Uint8Array {
  const safe = safePath(path, (byte) => byte === slash || byte === backslash).slice(0, mostName);
  if (safe[1] === colon) safe[1] = 95;
  if (safe[0] === backslash) safe[0] = 95;
  return flag === TarFlag.directory ? Uint8Array.of(...safe, slash) : safe;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
