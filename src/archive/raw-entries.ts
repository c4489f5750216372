import { ChunkReader, type ByteReader, type ChunkSource } from '../bytes/byte-reader.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarReader } from './tar-reader.ts';
import { joined, tarPadding } from './tar-writer.ts';

/** What the reader below has in its window, piece by piece. */
class WindowSource implements ChunkSource {
  constructor(private readonly reader: ByteReader) {}

  get consumed(): number {
    return this.reader.consumed;
  }

  async next(): Promise<Uint8Array | null> {
    const { reader } = this;
    if (!(await reader.fill(1))) return null;
    const piece = reader.peek(reader.buffered);
    reader.advance(piece.length);
    return piece;
  }

  close(): Promise<void> {
    return this.reader.close();
  }
}

/** Keeps what is passed over while it is asked to. */
class KeepingReader extends ChunkReader {
  isKeeping = true;
  private kept: Uint8Array[] = [];

  override advance(count: number): void {
    if (this.isKeeping && count > 0) this.kept.push(this.peek(count).slice());
    super.advance(count);
  }

  override async skip(count: number): Promise<boolean> {
    for (let left = count; left > 0;) {
      if (!(await this.fill(1))) return false;
      const part = Math.min(left, this.buffered);
      this.advance(part);
      left -= part;
    }
    return true;
  }

  /** What was kept since the last time. */
  take(): Uint8Array {
    const all = joined(this.kept);
    this.kept = [];
    return all;
  }
}

/** Goes through a tar and gives the headers of each entry as they stand there, too. */
export class RawEntries {
  /** The headers of the entry, from the first that belongs to it alone to where its stored bytes begin. */
  headers: Uint8Array = new Uint8Array(0);
  /** Global headers in front of those. */
  globals: Uint8Array = new Uint8Array(0);
  readonly tar: TarReader;
  private readonly reader: KeepingReader;
  private entry: TarEntry | null = null;
  /** Behind the last entry that have not been passed over. */
  private padding = 0;

  constructor(reader: ByteReader, fileName: string) {
    this.reader = new KeepingReader(new WindowSource(reader));
    this.tar = new TarReader(this.reader, fileName);
  }

  /** Null at the end; `globals` are those behind the last entry then. */
  async next(): Promise<TarEntry | null> {
    await this.passBody();
    this.reader.isKeeping = true;
    this.entry = this.tar.nextBuffered() ?? (await this.tar.next());
    const kept = this.reader.take().subarray(this.padding);
    const length = this.entry ? this.entry.bodyOffset - this.entry.offset : 0;
    this.headers = kept.subarray(kept.length - length);
    this.globals = kept.subarray(0, kept.length - length);
    this.padding = this.entry ? tarPadding(this.entry.storedSize) : 0;
    this.reader.isKeeping = false;
    return this.entry;
  }

  /** The stored bytes of the entry, and zeros up to the next block. Once per entry. */
  async copyBody(sink: ByteSink): Promise<void> {
    for await (const piece of this.tar.storedChunks()) await sink.write(piece);
    if (this.padding > 0) await sink.write(new Uint8Array(this.padding));
  }

  /** What stands behind the last entry: blocks of zeros, and whatever else. */
  async copyRest(sink: ByteSink): Promise<void> {
    const { reader } = this;
    while (await reader.fill(1)) {
      await sink.write(reader.peek(reader.buffered));
      reader.advance(reader.buffered);
    }
  }

  private async passBody(): Promise<void> {
    for await (const piece of this.tar.storedChunks()) void piece;
  }
}
