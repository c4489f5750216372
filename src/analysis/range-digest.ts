import type { ByteReader } from '../bytes/byte-reader.ts';
import { algorithmOf, type HashAlgorithm } from '../bytes/digest.ts';
import { createStreamingHash, toHex, type StreamingHash } from '../bytes/streaming-hash.ts';
import type { Bytes } from '../bytes/units.ts';
import { faultOfInput, type Fault } from '../fault.ts';

/** The digest of bytes that come in order, some of them perhaps again: what was hashed is passed over. */
export class RangeDigest {
  position: Bytes = 0;
  /** Why they could not be read to their end. */
  fault: Fault | null = null;

  private constructor(
    private readonly algorithm: HashAlgorithm,
    private readonly hash: StreamingHash,
  ) {}

  /** Null where there is no digest to compare with. */
  static async for(digest: string): Promise<RangeDigest | null> {
    const algorithm = algorithmOf(digest);
    return algorithm && new RangeDigest(algorithm, await createStreamingHash(algorithm));
  }

  update(bytes: Uint8Array, at: Bytes): void {
    const fresh = bytes.subarray(this.position - at);
    this.hash.update(fresh);
    this.position += fresh.length;
  }

  /** Reads on behind `position`: what `open` gives begins there. */
  async read(open: () => ByteReader, fileName: string, onProgress: (done: Bytes) => void): Promise<void> {
    const start = this.position;
    try {
      const reader = open();
      try {
        while (await reader.fill(1)) {
          this.update(reader.peek(reader.buffered), start + reader.position);
          reader.advance(reader.buffered);
          onProgress(reader.consumed);
        }
      } finally {
        await reader.close();
      }
    } catch (error) {
      this.fault = faultOfInput(error, fileName);
    }
  }

  finish(): string | null {
    return this.fault ? null : `${this.algorithm}:${toHex(this.hash.finish())}`;
  }
}
