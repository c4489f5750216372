import type { Bytes } from './units.ts';

/** Takes bytes in order. A piece is valid during the call only. */
export interface ByteSink {
  write(piece: Uint8Array): Promise<void>;
}

const blockLength = 1_048_576;

/** Gathers small pieces, since every write to a file has its price; `flush` gives on what is left. */
export class BufferedSink implements ByteSink {
  /** Bytes written so far. */
  position: Bytes = 0;
  private readonly block = new Uint8Array(blockLength);
  private used = 0;

  constructor(private readonly target: ByteSink) {}

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
