// Unpacks entries of a zip in the order in which they lie there, in one pass over the file. Deflate is the project's own: fflate
// gives out whatever an input expands to at once, and goes on behind the size that a hostile entry has promised.
import { InflateError } from '../../archive/compression/deflate-bits.ts';
import { Inflater } from '../../archive/compression/inflate.ts';
import { BlobReader } from '../../bytes/byte-reader.ts';
import type { Bytes } from '../../bytes/units.ts';
import type { ZipEntry } from './zip-directory.ts';

/** The bytes are valid until the next entry is read; `problem` is a clause that goes on from the entry's name. */
export type ZipContent = { readonly bytes: Uint8Array } | { readonly problem: string };

export class ZipContents {
  private readonly reader: BlobReader;
  private inflater = new Inflater(65_536);
  private out = new Uint8Array(65_536);

  constructor(
    blob: Blob,
    private readonly mostBytes: Bytes,
  ) {
    this.reader = new BlobReader(blob);
  }

  /** How far the file has been read. */
  get position(): Bytes {
    return this.reader.position;
  }

  close(): Promise<void> {
    return this.reader.close();
  }

  async read(entry: ZipEntry): Promise<ZipContent> {
    if (entry.isEncrypted) return { problem: 'is encrypted' };
    if (entry.method !== 0 && entry.method !== 8) return { problem: `is compressed by method ${entry.method}` };
    if (entry.size > this.mostBytes || entry.storedSize > this.mostBytes)
      return { problem: 'is larger than any record' };
    if (entry.offset < this.reader.position) return { problem: 'lies inside of another file' };
    const stored = await this.storedBytes(entry);
    if (!stored) return { problem: 'is not where the list of files says' };
    if (entry.method === 0) return { bytes: stored };
    return this.inflate(stored, entry.size);
  }

  private async storedBytes({ offset, storedSize }: ZipEntry): Promise<Uint8Array | null> {
    const { reader } = this;
    if (offset > reader.position && !(await reader.skip(offset - reader.position))) return null;
    if (reader.buffered < 30 && !(await reader.fill(30))) return null;
    const head = reader.peek(30);
    const view = new DataView(head.buffer, head.byteOffset, 30);
    if (view.getUint32(0, true) !== 0x04034b50) return null;
    const before = 30 + view.getUint16(26, true) + view.getUint16(28, true);
    if (reader.buffered < before + storedSize && !(await reader.fill(before + storedSize))) return null;
    const bytes = reader.peek(before + storedSize).subarray(before);
    reader.advance(before + storedSize);
    return bytes;
  }

  private inflate(stored: Uint8Array, size: Bytes): ZipContent {
    if (this.out.length < size) this.out = new Uint8Array(size);
    try {
      return this.inflateInto(stored, size);
    } catch (error) {
      if (!(error instanceof InflateError)) throw error;
      // What is left in it of this entry would come before the next.
      this.inflater = new Inflater(65_536);
      return { problem: 'is damaged' };
    }
  }

  private inflateInto(stored: Uint8Array, size: Bytes): ZipContent {
    const { inflater } = this;
    inflater.begin();
    let [at, filled] = [0, 0];
    for (;;) {
      const stop = inflater.run(stored, at, true);
      at = inflater.at;
      const piece = inflater.take();
      if (filled + piece.length > size) {
        this.inflater = new Inflater(65_536);
        return { problem: 'unpacks to more than it says' };
      }
      this.out.set(piece, filled);
      filled += piece.length;
      if (stop === 'end') return { bytes: this.out.subarray(0, filled) };
    }
  }
}
