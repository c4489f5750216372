// gzip, RFC 1952. The browser's own decoder is the fastest, but reads one member only in Chromium (Firefox and Safari
// follow the same standard); Node's reads them all. Where it gives up, the range is read anew by ours, which tells a
// further member, padding and damage apart.
import type { ByteReader, ChunkSource } from '../../bytes/byte-reader.ts';
import { leaveGarbage } from '../../bytes/garbage.ts';
import type { ByteRange, Bytes } from '../../bytes/units.ts';
import type { GzipMembers } from './gzip-members.ts';
import { openStored, type OnStored } from './stored-reader.ts';

// The native stream holds everything that one piece of input expands to, whatever is asked for: 1,032 times as much.
const pieceSize = 65_536;

class NativeGzip implements ChunkSource {
  private readonly writer: WritableStreamDefaultWriter<BufferSource>;
  private readonly output: ReadableStreamDefaultReader<Uint8Array>;
  /** Why the file could not be read on; null as long as it can. */
  inputError: unknown = null;

  constructor(private readonly input: ByteReader) {
    const decoder = new DecompressionStream('gzip');
    this.writer = decoder.writable.getWriter();
    this.output = decoder.readable.getReader();
    // What goes wrong is met again where the output is read.
    this.feed().catch(() => undefined);
  }

  get consumed(): Bytes {
    return this.input.consumed;
  }

  async next(): Promise<Uint8Array | null> {
    const { done, value } = await this.output.read();
    if (done) return null;
    leaveGarbage(value.length);
    return value;
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.output.cancel(), this.input.close()]);
  }

  private async feed(): Promise<void> {
    while (await this.hasInput()) {
      const piece = this.input.peek(Math.min(pieceSize, this.input.buffered)).slice();
      this.input.advance(piece.length);
      await this.writer.write(piece);
    }
    await this.writer.close();
  }

  private async hasInput(): Promise<boolean> {
    try {
      return await this.input.fill(1);
    } catch (error) {
      this.inputError = error;
      await this.writer.abort(error);
      throw error;
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
    this.native = new NativeGzip(openStored(file, range, onStored));
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
