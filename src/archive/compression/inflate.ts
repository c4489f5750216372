// Deflate, RFC 1951: stored, fixed and dynamic blocks. Pulled piece by piece, so that a bomb costs one buffer and no more.
// Why not fflate: its streaming form does not tell where a stream ends inside a gzip file, and gives out whatever one piece
// of input expands to at once (docs/decisions/0004-zstd-decoder.md).
import { DeflateBits, InflateError } from './deflate-bits.ts';
import {
  distanceBases,
  distanceExtras,
  fixedCodes,
  lengthBases,
  lengthExtras,
  longestMatch,
  readCodes,
} from './deflate-codes.ts';

/** How far back a copy may reach. */
const historySize = 32_768;
/** Bytes that the longest pair of length and distance may need, with what is read ahead. */
const lookAhead = 8;

/** Why `run` stopped: it wants more input, the output must be taken first, or the stream is at its end. */
export type InflateStop = 'input' | 'output' | 'end';

export class Inflater {
  /** With so much, every `run` gets on: a dynamic block's code lengths take 282 bytes at most. */
  static readonly wantedInput = 512;
  private readonly bits = new DeflateBits();
  private readonly out: Uint8Array<ArrayBuffer>;
  /** What was not taken yet is out[taken..length); what the stream may copy from is out[origin..length). */
  private taken = 0;
  private length = 0;
  private origin = 0;
  private state: 'header' | 'stored' | 'codes' | 'end' = 'header';
  private final = false;
  private storedLeft = 0;
  private codes = fixedCodes();

  constructor(private readonly pieceSize: number) {
    this.out = new Uint8Array(historySize + pieceSize + longestMatch);
  }

  /** Begins another stream; what the one before gave and was not taken stays. */
  begin(): void {
    this.origin = this.length;
    this.bits.begin();
    this.state = 'header';
    this.final = false;
  }

  /** Where reading stands in the input given to `run`. */
  get at(): number {
    return this.bits.at;
  }

  /** What came out since `take`, without taking it. */
  get pending(): Uint8Array<ArrayBuffer> {
    return this.out.subarray(this.taken, this.length);
  }

  get full(): boolean {
    return this.length - this.taken >= this.pieceSize;
  }

  /** What came out, valid until the next `run`. */
  take(): Uint8Array<ArrayBuffer> {
    const piece = this.pending;
    this.taken = this.length;
    return piece;
  }

  /**
   * Decodes from `input[at..]`. `last` says that no more will come; without it some bytes at the end may be left for the
   * next run. Throws an InflateError on damage; what stood before it can still be taken.
   */
  run(input: Uint8Array, at: number, last: boolean): InflateStop {
    this.bits.open(input, at);
    this.makeRoom();
    const stop = this.decodeBlocks(input, last);
    this.bits.giveBack();
    return stop;
  }

  private decodeBlocks(input: Uint8Array, last: boolean): InflateStop {
    for (;;) {
      if (this.state === 'end') return 'end';
      if (this.full) return 'output';
      if (this.state === 'header') {
        if (!last && input.length - this.at < Inflater.wantedInput) return 'input';
        this.readHeader();
      } else if (this.state === 'stored') {
        if (this.copyStored(input) === 'input') {
          if (last) throw new InflateError('the data end inside a block');
          return 'input';
        }
      } else if (this.decode(input, last) === 'input') return 'input';
    }
  }

  /** Moves the history to the front where the next piece would not fit behind what was taken. */
  private makeRoom(): void {
    if (this.taken <= historySize) return;
    const kept = Math.max(historySize, this.length - this.taken);
    const moved = this.length - kept;
    this.out.copyWithin(0, moved, this.length);
    this.length = kept;
    this.taken -= moved;
    this.origin = Math.max(0, this.origin - moved);
  }

  private readHeader(): void {
    this.final = this.bits.take(1) === 1;
    switch (this.bits.take(2)) {
      case 0:
        return this.readStoredHeader();
      case 1:
        this.codes = fixedCodes();
        break;
      case 2:
        this.codes = readCodes(this.bits);
        break;
      default:
        throw new InflateError('a block of no known kind');
    }
    this.state = 'codes';
  }

  private readStoredHeader(): void {
    const { bits } = this;
    bits.align();
    const length = bits.take(16);
    if ((bits.take(16) ^ 0xffff) !== length) throw new InflateError('a stored block whose length is damaged');
    bits.giveBack();
    this.storedLeft = length;
    this.state = 'stored';
  }

  private copyStored(input: Uint8Array): 'input' | 'done' {
    const { bits } = this;
    const room = this.pieceSize - (this.length - this.taken);
    const piece = input.subarray(bits.at, bits.at + Math.min(this.storedLeft, room));
    this.out.set(piece, this.length);
    this.length += piece.length;
    bits.at += piece.length;
    this.storedLeft -= piece.length;
    if (this.storedLeft === 0) this.endBlock();
    else if (bits.at === input.length) return 'input';
    return 'done';
  }

  /** The inner loop: its state in local variables, bits taken in by two bytes, reading ahead of the input's end harmless. */
  private decode(input: Uint8Array, last: boolean): 'input' | 'done' {
    const { bits, out, origin } = this;
    const { table: literals, mask: literalMask } = this.codes.literals;
    const { table: distances, mask: distanceMask } = this.codes.distances;
    const outEnd = this.taken + this.pieceSize;
    const safeEnd = input.length - lookAhead;
    let { length } = this;
    let { at, hold, count } = bits;
    let stop: 'input' | 'done' = 'done';
    let damage = '';
    while (length < outEnd) {
      if (at > safeEnd) {
        if (!last) {
          stop = 'input';
          break;
        }
        if (at - (count >> 3) > input.length) {
          damage = 'the data end inside a block';
          break;
        }
      }
      if (count < 15) {
        hold |= (input[at]! | (input[at + 1]! << 8)) << count;
        at += 2;
        count += 16;
      }
      const entry = literals[hold & literalMask]!;
      if (entry === 0) {
        damage = 'a code that stands for nothing';
        break;
      }
      hold >>>= entry & 15;
      count -= entry & 15;
      const symbol = entry >>> 4;
      if (symbol < 256) {
        out[length++] = symbol;
        continue;
      }
      if (symbol === 256) {
        this.endBlock();
        break;
      }
      const lengthCode = symbol - 257;
      const lengthExtra = lengthExtras[lengthCode]!;
      if (count < 15) {
        hold |= (input[at]! | (input[at + 1]! << 8)) << count;
        at += 2;
        count += 16;
      }
      const copied = lengthBases[lengthCode]! + (hold & ((1 << lengthExtra) - 1));
      hold >>>= lengthExtra;
      count -= lengthExtra;
      if (count < 15) {
        hold |= (input[at]! | (input[at + 1]! << 8)) << count;
        at += 2;
        count += 16;
      }
      const distanceEntry = distances[hold & distanceMask]!;
      const distanceCode = distanceEntry >>> 4;
      hold >>>= distanceEntry & 15;
      count -= distanceEntry & 15;
      if (count < 15) {
        hold |= (input[at]! | (input[at + 1]! << 8)) << count;
        at += 2;
        count += 16;
      }
      const distanceExtra = distanceExtras[distanceCode]!;
      const distance = distanceBases[distanceCode]! + (hold & ((1 << distanceExtra) - 1));
      hold >>>= distanceExtra;
      count -= distanceExtra;
      if (lengthCode > 28 || distanceEntry === 0 || distanceCode > 29 || distance > length - origin) {
        damage = 'a copy of what is not there';
        break;
      }
      const end = length + copied;
      if (distance === 1) out.fill(out[length - 1]!, length, end);
      else for (let from = length - distance, to = length; to < end;) out[to++] = out[from++]!;
      length = end;
    }
    bits.at = at;
    bits.hold = hold;
    bits.count = count;
    this.length = length;
    if (damage === '' && at - (count >> 3) > input.length) damage = 'the data end inside a block';
    if (damage !== '') throw new InflateError(damage);
    return stop;
  }

  private endBlock(): void {
    this.state = this.final ? 'end' : 'header';
  }
}
