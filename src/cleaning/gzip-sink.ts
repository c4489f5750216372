import type { ByteSink } from '../bytes/byte-sink.ts';

/** Compresses what it gets with gzip, as the browser does it, and hands it on. */
export class GzipSink implements ByteSink {
  private readonly writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  private readonly pumped: Promise<void>;
  /** Never ends well: a write to a stream whose end nobody reads any more would wait for ever. */
  private readonly failed: Promise<never>;

  constructor(sink: ByteSink) {
    const { readable, writable } = new CompressionStream('gzip');
    this.writer = writable.getWriter();
    this.pumped = pump(readable, sink);
    this.failed = new Promise((_, reject) => this.pumped.catch(reject));
    // Whoever writes or finishes hears of it.
    this.failed.catch(() => undefined);
  }

  async write(piece: Uint8Array): Promise<void> {
    // The stream may look at it later, and the piece is valid for now only.
    await Promise.race([this.writer.write(piece.slice()), this.failed]);
  }

  async finish(): Promise<void> {
    await Promise.race([this.writer.close(), this.failed]);
    await this.pumped;
  }

  /** Frees what it holds where nothing more comes. */
  async discard(): Promise<void> {
    await this.writer.abort().catch(() => undefined);
  }
}

async function pump(readable: ReadableStream<Uint8Array>, sink: ByteSink): Promise<void> {
  const reader = readable.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) await sink.write(read.value);
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    throw error;
  }
}
