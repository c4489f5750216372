// gzip, RFC 1952. The browser's own decoder is the fastest, but reads one member only in Chromium (Firefox and Safari
// follow the same standard); Node's reads them all. Where it gives up, the range is read anew by ours, which tells a
// further member, padding and damage apart.
import type { ChunkSource } from '../../bytes/byte-reader.ts';
import type { ByteRange, Bytes } from '../../bytes/units.ts';
import type { GzipMembers } from './gzip-members.ts';
import { openStored, type OnStored } from './stored-reader.ts';

// The native stream holds everything that one piece of input expands to, whatever is asked for: 1,032 times as much.
const pieceSize = 65_536;

class NativeGzip implements ChunkSource {
  consumed: Bytes = 0;
  private readonly input: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  private readonly writer: WritableStreamDefaultWriter<BufferSource>;
  private readonly output: ReadableStreamDefaultReader<Uint8Array>;
  /** Why the file could not be read on; null as long as it can. */
  inputError: unknown = null;

  constructor(
    blob: Blob,
    private readonly onStored: OnStored | null,
  ) {
    const decoder = new DecompressionStream('gzip');
    this.input = blob.stream().getReader();
    this.writer = decoder.writable.getWriter();
    this.output = decoder.readable.getReader();
    // What goes wrong is met again where the output is read.
    this.feed().catch(() => undefined);
  }

  async next(): Promise<Uint8Array | null> {
    const { done, value } = await this.output.read();
    return done ? null : value;
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.input.cancel(), this.output.cancel()]);
  }

  private async feed(): Promise<void> {
    for (;;) {
      const { done, value } = await this.input.read().catch(async (error: unknown) => {
        this.inputError = error;
        await this.writer.abort(error);
        throw error;
      });
      if (done) return this.writer.close();
      for (let at = 0; at < value.length; at += pieceSize) {
        const piece = value.subarray(at, at + pieceSize);
        this.onStored?.(piece, this.consumed);
        this.consumed += piece.length;
        await this.writer.write(piece);
      }
    }
  }
}

export class GzipSource implements ChunkSource {
  private readonly native: NativeGzip;
  private members: GzipMembers | null = null;
  private delivered: Bytes = 0;

  constructor(
    private readonly file: Blob,
    private readonly range: ByteRange,
    private readonly fileName: string,
    private readonly onStored: OnStored | null,
  ) {
    this.native = new NativeGzip(file.slice(range.start, range.end), onStored);
  }

  get consumed(): Bytes {
    return (this.members ?? this.native).consumed;
  }

  async next(): Promise<Uint8Array | null> {
    if (this.members) return this.members.next();
    try {
      const chunk = await this.native.next();
      this.delivered += chunk?.length ?? 0;
      return chunk;
    } catch {
      if (this.native.inputError !== null) throw this.native.inputError;
      await this.native.close();
      // Hardly ever wanted, so not loaded before.
      const { GzipMembers } = await import('./gzip-members.ts');
      this.members = new GzipMembers(openStored(this.file, this.range, this.onStored), this.fileName);
      return this.behind(this.members, this.delivered);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.native.close(), this.members?.close()]);
  }

  /** The first piece behind `count` bytes that were given out already. */
  private async behind(source: ChunkSource, count: Bytes): Promise<Uint8Array | null> {
    let left = count;
    for (;;) {
      const chunk = await source.next();
      if (!chunk || chunk.length > left) return chunk && chunk.subarray(left);
      left -= chunk.length;
    }
  }
}
