import type { BlobReader, ChunkSource } from '../../bytes/byte-reader.ts';
import { createStreamingCrc32, type StreamingCrc32 } from '../../bytes/crc32.ts';
import type { Bytes } from '../../bytes/units.ts';
import { FaultError } from '../../fault.ts';
import { InflateError } from './deflate-bits.ts';
import { Inflater } from './inflate.ts';

// A multiple of a tar block, as large as pays off.
const pieceSize = 262_144;
const [deflate, headerCrc, extra, name, comment, reserved] = [8, 2, 4, 8, 16, 0xe0];

/**
 * The members of a gzip file one after another (RFC 1952, 2.2), each checked against its CRC-32 and length. Zeros and
 * anything else behind a whole member is passed over, as gzip(1) does.
 */
export class GzipMembers implements ChunkSource {
  private readonly inflater = new Inflater(pieceSize);
  private crc: StreamingCrc32 | null = null;
  /** Bytes that the current member gave. */
  private memberBytes: Bytes = 0;
  private place: 'first' | 'between' | 'inside' | 'end' = 'first';
  /** Met behind what is still to be given out. */
  private failure: unknown = null;

  constructor(
    private readonly input: BlobReader,
    private readonly fileName: string,
  ) {}

  get consumed(): Bytes {
    return this.input.consumed;
  }

  async next(): Promise<Uint8Array | null> {
    if (this.failure !== null) throw this.failure;
    try {
      await this.fillPiece();
    } catch (error) {
      this.failure = error instanceof InflateError ? this.damaged() : error;
    }
    const piece = this.inflater.take();
    if (piece.length > 0) return piece;
    if (this.failure !== null) throw this.failure;
    return null;
  }

  close(): Promise<void> {
    return this.input.close();
  }

  private async fillPiece(): Promise<void> {
    const crc = (this.crc ??= await createStreamingCrc32());
    while (this.place !== 'end' && !this.inflater.full) {
      if (this.place === 'inside') await this.inflate(crc);
      else if (await this.atMember()) {
        await this.readHeader();
        this.inflater.begin();
        this.memberBytes = 0;
        this.place = 'inside';
      } else if (this.place === 'first') throw this.damaged();
      else this.place = 'end';
    }
  }

  private async atMember(): Promise<boolean> {
    if (!(await this.input.fill(2))) return false;
    const [first, second] = this.input.peek(2);
    return first === 0x1f && second === 0x8b;
  }

  private async inflate(crc: StreamingCrc32): Promise<void> {
    const { input, inflater } = this;
    const last = !(await input.fill(Inflater.wantedInput));
    const before = inflater.pending.length;
    const start = input.start;
    const stop = inflater.run(input.window, start, last);
    input.advance(inflater.at - start);
    const fresh = inflater.pending.subarray(before);
    crc.update(fresh);
    this.memberBytes += fresh.length;
    if (stop === 'end') await this.readTrailer(crc);
  }

  private async readTrailer(crc: StreamingCrc32): Promise<void> {
    const bytes = await this.take(8);
    const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
    const matches = view.getUint32(0, true) === crc.finish() && view.getUint32(4, true) === this.memberBytes % 2 ** 32;
    if (!matches) throw this.damaged();
    this.place = 'between';
  }

  private async readHeader(): Promise<void> {
    const [, , method, flags] = (await this.take(10)) as unknown as [number, number, number, number];
    if (method !== deflate || (flags & reserved) !== 0) throw this.damaged();
    if (flags & extra) {
      const [low, high] = (await this.take(2)) as unknown as [number, number];
      await this.take(low | (high << 8));
    }
    if (flags & name) await this.skipText();
    if (flags & comment) await this.skipText();
    if (flags & headerCrc) await this.take(2);
  }

  private async skipText(): Promise<void> {
    while (await this.input.fill(1)) {
      const end = this.input.peek(this.input.buffered).indexOf(0);
      this.input.advance(end < 0 ? this.input.buffered : end + 1);
      if (end >= 0) return;
    }
    throw this.damaged();
  }

  private async take(count: number): Promise<Uint8Array> {
    if (!(await this.input.fill(count))) throw this.damaged();
    const bytes = this.input.peek(count);
    this.input.advance(count);
    return bytes;
  }

  private damaged(): FaultError {
    return new FaultError({ kind: 'bad-compression', fileName: this.fileName, compression: 'gzip' });
  }
}
