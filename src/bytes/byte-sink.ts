import type { Bytes } from './units.ts';

/** Takes bytes in order. A piece is valid during the call only. */
export interface ByteSink {
  write(piece: Uint8Array): Promise<void>;
}

/** Lets some of the bytes that it has be written anew. */
export interface PatchableSink extends ByteSink {
  /** Bytes written so far. */
  readonly position: Bytes;
  /** As many bytes from `at` on as the piece has; they were written before. */
  patch(at: Bytes, piece: Uint8Array): Promise<void>;
}

const blockLength = 1_048_576;

/** Gathers small pieces, since every write to a file has its price; `flush` gives on what is left. */
export class BufferedSink<Target extends ByteSink = ByteSink> implements ByteSink {
  /** Bytes written so far. */
  position: Bytes = 0;
  private readonly block = new Uint8Array(blockLength);
  private used = 0;

  constructor(protected readonly target: Target) {}

  async write(piece: Uint8Array): Promise<void> {
    this.position += piece.length;
    if (this.used + piece.length > blockLength) await this.flush();
    if (piece.length >= blockLength) return this.target.write(piece);
    this.block.set(piece, this.used);
    this.used += piece.length;
  }

  async flush(): Promise<void> {
    if (this.used === 0) return;
    const block = this.block.subarray(0, this.used);
    this.used = 0;
    await this.target.write(block);
  }
}

/** The same over a target in which bytes can be written anew. */
export class PatchedSink extends BufferedSink<ByteSink & Pick<PatchableSink, 'patch'>> implements PatchableSink {
  async patch(at: Bytes, piece: Uint8Array): Promise<void> {
    await this.flush();
    await this.target.patch(at, piece);
  }
}
