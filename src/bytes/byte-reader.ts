import type { ByteRange, Bytes } from './units.ts';

/**
 * Reads bytes in order, with a window in memory. `peek` gives a view that is valid until the next call; nothing is
 * copied. Two sources: a Blob, where `skip` seeks, and a stream, where it reads on.
 */
export abstract class ByteReader {
  /** What is buffered, from `start` on; for code that reads many small pieces without a view for each. */
  window: Uint8Array = new Uint8Array(0);
  /** Bytes before the window. */
  protected base: Bytes = 0;
  /** Position of the next byte inside the window. */
  protected at = 0;

  get start(): number {
    return this.at;
  }

  /** Bytes consumed so far. */
  get position(): Bytes {
    return this.base + this.at;
  }

  get buffered(): number {
    return this.window.length - this.at;
  }

  /** Brings at least `count` bytes into the window, if the source has them; false where it ends before. */
  async fill(count: number): Promise<boolean> {
    while (this.buffered < count) {
      if (!(await this.more(count))) return false;
    }
    return true;
  }

  /** The next `count` bytes, which must be buffered. */
  peek(count: number): Uint8Array {
    return this.window.subarray(this.at, this.at + count);
  }

  advance(count: number): void {
    this.at += count;
  }

  /** Passes over `count` bytes; false where the source ends before. */
  abstract skip(count: Bytes): Promise<boolean>;

  /** Bytes of the underlying file that were got through, for progress. */
  abstract get consumed(): Bytes;

  /** Frees what the source holds. */
  async close(): Promise<void> {}

  /** Reads on, towards `count` buffered bytes; false at the end. */
  protected abstract more(count: number): Promise<boolean>;

  protected async readPast(count: Bytes): Promise<boolean> {
    let left = count;
    while (left > this.buffered) {
      left -= this.buffered;
      this.at = this.window.length;
      if (!(await this.more(1))) return false;
    }
    this.at += left;
    return true;
  }

  /** Puts a new chunk behind what is still buffered. */
  protected append(chunk: Uint8Array): void {
    const rest = this.window.subarray(this.at);
    this.base += this.at;
    this.at = 0;
    this.window = rest.length === 0 ? chunk : join(rest, chunk);
  }
}

// A separate read costs about 1 ms whatever its size, so a range is read as one stream, into one buffer that is used
// again and again. To let this much stream by costs more than opening a new stream behind it: measured in
// docs/decisions/0001-reading-blobs.md.
export const seekThreshold = 1024 * 1024;
const windowSize = 1024 * 1024;

type BlobStreamReader =
  | { readonly mode: 'byob'; readonly reader: ReadableStreamBYOBReader }
  | { readonly mode: 'default'; readonly reader: ReadableStreamDefaultReader<Uint8Array> };

// Chromium collects a Blob's stream as garbage while a read into a given buffer is still to be answered, and the answer
// never comes, unless something beside the waiting function refers to it (tried in 156; docs/decisions/0001).
const waiting = new Set<ReadableStreamBYOBReader>();

/** Of a reader that was closed, for the next one: as garbage, buffers of many short readers would lie about for long. */
let spare: ArrayBuffer | null = null;

function takeBuffer(capacity: number): ArrayBuffer {
  if (!spare || spare.byteLength < capacity) return new ArrayBuffer(capacity);
  const buffer = spare;
  spare = null;
  return buffer;
}

function openStream(blob: Blob): BlobStreamReader {
  const stream = blob.stream();
  try {
    const reader = stream.getReader({ mode: 'byob' });
    waiting.add(reader);
    return { mode: 'byob', reader };
  } catch {
    // Not every browser gives a Blob as a byte stream.
    return { mode: 'default', reader: stream.getReader() };
  }
}

export class BlobReader extends ByteReader {
  private source: BlobStreamReader | null = null;
  /** Nothing is read any more, though somebody who does not know it may ask. */
  private isClosed = false;
  private readonly size: Bytes;

  constructor(
    private readonly blob: Blob,
    private readonly range: ByteRange = { start: 0, end: blob.size },
  ) {
    super();
    this.size = Math.max(0, Math.min(range.end, blob.size) - range.start);
  }

  get consumed(): Bytes {
    return this.position;
  }

  async skip(count: Bytes): Promise<boolean> {
    if (count - this.buffered <= seekThreshold) return this.readPast(count);
    const target = this.position + count;
    await this.closeSource();
    this.base = Math.min(target, this.size);
    this.at = 0;
    this.window = this.window.subarray(0, 0);
    return target <= this.size;
  }

  override async close(): Promise<void> {
    const { window } = this;
    this.isClosed = true;
    await this.closeSource();
    if (window.buffer.byteLength === windowSize) spare = window.buffer as ArrayBuffer;
    this.base += this.at;
    this.at = 0;
    this.window = nothing;
  }

  private async closeSource(): Promise<void> {
    const { source } = this;
    this.source = null;
    await source?.reader.cancel().catch(() => undefined);
    if (source?.mode === 'byob') waiting.delete(source.reader);
  }

  protected async more(count: number): Promise<boolean> {
    if (this.isClosed) return false;
    this.source ??= openStream(
      this.blob.slice(this.range.start + this.base + this.window.length, this.range.start + this.size),
    );
    if (this.source.mode === 'default') {
      const { done, value } = await this.source.reader.read();
      if (!done) this.append(value);
      return !done;
    }
    const { buffer, used } = this.compact(Math.max(count, windowSize));
    const { done, value } = await this.source.reader.read(new Uint8Array(buffer, used));
    if (value) this.window = new Uint8Array(value.buffer, 0, used + value.length);
    return !done;
  }

  /** Moves what is still buffered to the front of a buffer with room for `capacity` bytes. */
  private compact(capacity: number): { buffer: ArrayBuffer; used: number } {
    const rest = this.window.subarray(this.at);
    const own = this.window.buffer as ArrayBuffer;
    const target = own.byteLength >= capacity && own.byteLength > rest.length ? own : takeBuffer(capacity);
    if (target !== own || rest.byteOffset > 0) new Uint8Array(target).set(rest);
    this.base += this.at;
    this.at = 0;
    this.window = new Uint8Array(target, 0, rest.length);
    return { buffer: target, used: rest.length };
  }
}

/** Pieces of a stream, in order. A piece may lie in a buffer that is used again: it is valid until the next call. */
export interface ChunkSource {
  /** The next piece, never an empty one; null at the end. */
  next(): Promise<Uint8Array | null>;
  /** How far the file below the stream has been read. */
  readonly consumed: Bytes;
  close(): Promise<void>;
}

export class ChunkReader extends ByteReader {
  /** For a rest and the piece behind it: as garbage, one for each piece would be as much as all that is read. */
  private room: Uint8Array = nothing;

  constructor(private readonly source: ChunkSource) {
    super();
  }

  get consumed(): Bytes {
    return this.source.consumed;
  }

  skip(count: Bytes): Promise<boolean> {
    return this.readPast(count);
  }

  override close(): Promise<void> {
    return this.source.close();
  }

  protected async more(_count: number): Promise<boolean> {
    const rest = this.buffered;
    // Copied first: the piece in which it lies may be written over by the next one.
    this.window = rest > 0 ? this.inRoom(this.window.subarray(this.at), rest) : nothing;
    this.base += this.at;
    this.at = 0;
    const chunk = await this.source.next();
    if (!chunk) return false;
    if (rest === 0) this.window = chunk;
    else {
      const joined = this.inRoom(this.window, rest + chunk.length);
      joined.set(chunk, rest);
      this.window = joined;
    }
    return true;
  }

  /** The bytes, which may lie in the room already, at the beginning of as many. */
  private inRoom(bytes: Uint8Array, length: number): Uint8Array {
    const room = this.room.length >= length ? this.room : new Uint8Array(length * 2);
    if (room.buffer !== bytes.buffer || bytes.byteOffset > 0) room.set(bytes);
    this.room = room;
    return room.subarray(0, length);
  }
}

const nothing = new Uint8Array(0);

function join(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  const joined = new Uint8Array(rest.length + chunk.length);
  joined.set(rest);
  joined.set(chunk, rest.length);
  return joined;
}
