// Zstandard, RFC 8878: frames one after another, skippable ones among them (zstd:chunked ends in those).
import type { BlobReader, ChunkSource } from '../../bytes/byte-reader.ts';
import type { ByteRange, Bytes } from '../../bytes/units.ts';
import { FaultError } from '../../fault.ts';
import { openStored, type OnStored } from './stored-reader.ts';
import type { ZstdDecoder } from './zstd-wasm.ts';

/** libzstd's own limit: a frame's header can ask for 2 TB. */
export const maxWindow: Bytes = 134_217_728;
/** Its error code for a frame that wants more, in zstd_errors.h; all others mean damage. */
const windowTooLarge = 16;

export class ZstdSource implements ChunkSource {
  private readonly input: BlobReader;
  private decoder: ZstdDecoder | null = null;
  /** Met behind what is still to be given out. */
  private failure: unknown = null;

  constructor(
    file: Blob,
    range: ByteRange,
    private readonly fileName: string,
    onStored: OnStored | null,
  ) {
    this.input = openStored(file, range, onStored);
  }

  get consumed(): Bytes {
    return this.input.consumed;
  }

  async next(): Promise<Uint8Array | null> {
    if (this.failure !== null) throw this.failure;
    // Most images have no zstd layers, so the decoder is loaded for the first one.
    const decoder = (this.decoder ??= await (await import('./zstd-wasm.ts')).ZstdDecoder.create());
    decoder.clear();
    await this.fill(decoder).catch((error: unknown) => (this.failure = error));
    const piece = decoder.decoded;
    if (piece.length > 0) return piece;
    if (this.failure !== null) throw this.failure;
    return null;
  }

  async close(): Promise<void> {
    this.decoder?.release();
    this.decoder = null;
    await this.input.close();
  }

  private async fill(decoder: ZstdDecoder): Promise<void> {
    while (!decoder.full) {
      if (decoder.wantsInput) {
        if (!(await this.input.fill(1))) {
          if (!decoder.complete) throw this.damaged();
          return;
        }
        this.input.advance(decoder.load(this.input.peek(this.input.buffered)));
      }
      const code = decoder.step();
      if (code !== 0) throw code === windowTooLarge ? this.tooLarge() : this.damaged();
    }
  }

  private tooLarge(): FaultError {
    const { fileName } = this;
    return new FaultError({
      kind: 'limit',
      fileName,
      what: 'the window of zstd data',
      limit: maxWindow,
      unit: 'bytes',
    });
  }

  private damaged(): FaultError {
    return new FaultError({ kind: 'bad-compression', fileName: this.fileName, compression: 'zstd' });
  }
}
