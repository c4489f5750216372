import { BlobReader } from '../../bytes/byte-reader.ts';
import type { ByteRange, Bytes } from '../../bytes/units.ts';

/**
 * Gets the stored bytes of a range as they are read, and where in the range they stand. A decoder that begins anew reads
 * them anew; one that is done leaves what it does not want.
 */
export type OnStored = (bytes: Uint8Array, at: Bytes) => void;

/** A reader of a range, where it is told to anybody. */
export const openStored = (file: Blob, range: ByteRange, onStored: OnStored | null): BlobReader =>
  onStored ? new StoredReader(file, range, onStored) : new BlobReader(file, range);

/** Tells what it reads, and so passes over nothing by seeking. */
class StoredReader extends BlobReader {
  constructor(
    blob: Blob,
    range: ByteRange,
    private readonly onStored: OnStored,
  ) {
    super(blob, range);
  }

  override skip(count: Bytes): Promise<boolean> {
    return this.readPast(count);
  }

  protected override async more(count: number): Promise<boolean> {
    const known = this.buffered;
    const got = await super.more(count);
    if (this.buffered > known) this.onStored(this.peek(this.buffered).subarray(known), this.position + known);
    return got;
  }
}
