// Deflate, RFC 1951: stored, fixed and dynamic blocks. Pulled piece by piece, so that a bomb costs one buffer and no more.
// Why not fflate: its streaming form does not tell where a stream ends inside a gzip file, and gives out whatever one piece
// of input expands to at once (docs/decisions/0004-zstd-decoder.md).

/** How far back a copy may reach. */
const historySize = 32_768;
const longestMatch = 258;
/** Bytes that the longest pair of length and distance may need, with what is read ahead. */
const lookAhead = 8;

const [lengthBases, lengthExtras] = steps(
  3,
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
);
lengthBases[28] = longestMatch;
const [distanceBases, distanceExtras] = steps(
  1,
  [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
);
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Each code stands for a base and that many extra bits (RFC 1951, 3.2.5). */
function steps(first: number, extras: readonly number[]): [Uint16Array, Uint8Array] {
  let base = first;
  const bases = extras.map((extra) => {
    const own = base;
    base += 1 << extra;
    return own;
  });
  return [Uint16Array.from(bases), Uint8Array.from(extras)];
}

/** Every value of the next `mask` bits to a symbol and the length of its code: `symbol << 4 | length`, 0 for none. */
interface Codes {
  readonly table: Uint16Array;
  readonly mask: number;
}

export class InflateError extends Error {}

/** Codes from their lengths (RFC 1951, 3.2.2), looked up by their bits in the order they come. */
function buildCodes(lengths: Uint8Array): Codes {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  let bits = 15;
  while (bits > 1 && counts[bits] === 0) bits--;
  const next = new Uint16Array(16);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    code = (code + counts[length - 1]!) << 1;
    next[length] = code;
    if (code + counts[length]! > 1 << length) throw new InflateError('more codes than there is room for');
  }
  const table = new Uint16Array(1 << bits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    const step = 1 << length;
    for (let at = reverse(next[length]!++, length); at < table.length; at += step) table[at] = (symbol << 4) | length;
  }
  return { table, mask: table.length - 1 };
}

function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
  return reversed;
}

let fixed: { readonly literals: Codes; readonly distances: Codes } | null = null;

function fixedCodes(): { readonly literals: Codes; readonly distances: Codes } {
  if (fixed) return fixed;
  const lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
  return (fixed = { literals: buildCodes(lengths), distances: buildCodes(new Uint8Array(30).fill(5)) });
}

/** Why `run` stopped: it wants more input, the output must be taken first, or the stream is at its end. */
export type InflateStop = 'input' | 'output' | 'end';

export class Inflater {
  /** With so much, every `run` gets on: a dynamic block's code lengths take 282 bytes at most. */
  static readonly wantedInput = 512;
  /** Where reading stands in the input given to `run`. */
  at = 0;
  private readonly out: Uint8Array<ArrayBuffer>;
  /** What was not taken yet is out[taken..length); what the stream may copy from is out[origin..length). */
  private taken = 0;
  private length = 0;
  private origin = 0;
  private hold = 0;
  private count = 0;
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
    this.hold = this.count = 0;
    this.state = 'header';
    this.final = false;
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
    this.at = at;
    this.makeRoom();
    const stop = this.decodeBlocks(input, last);
    this.giveBack();
    return stop;
  }

  private decodeBlocks(input: Uint8Array, last: boolean): InflateStop {
    for (;;) {
      if (this.state === 'end') return 'end';
      if (this.full) return 'output';
      if (this.state === 'header') {
        if (!last && input.length - this.at < Inflater.wantedInput) return 'input';
        this.readHeader(input);
      } else if (this.state === 'stored') {
        if (this.copyStored(input) === 'input') {
          if (last) throw new InflateError('the data end inside a block');
          return 'input';
        }
      } else if (this.decode(input, last) === 'input') return 'input';
    }
  }

  /** Whole bytes that were taken in ahead belong to the next run, or to what follows the stream. */
  private giveBack(): void {
    this.at -= this.count >> 3;
    this.count &= 7;
    this.hold &= (1 << this.count) - 1;
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

  private bits(input: Uint8Array, wanted: number): number {
    while (this.count < wanted) {
      if (this.at >= input.length) throw new InflateError('the data end inside a block');
      this.hold |= input[this.at++]! << this.count;
      this.count += 8;
    }
    const value = this.hold & ((1 << wanted) - 1);
    this.hold >>>= wanted;
    this.count -= wanted;
    return value;
  }

  private readHeader(input: Uint8Array): void {
    this.final = this.bits(input, 1) === 1;
    switch (this.bits(input, 2)) {
      case 0:
        return this.readStoredHeader(input);
      case 1:
        this.codes = fixedCodes();
        break;
      case 2:
        this.codes = this.readCodes(input);
        break;
      default:
        throw new InflateError('a block of no known kind');
    }
    this.state = 'codes';
  }

  private readStoredHeader(input: Uint8Array): void {
    this.bits(input, this.count & 7);
    const length = this.bits(input, 16);
    if ((this.bits(input, 16) ^ 0xffff) !== length) throw new InflateError('a stored block whose length is damaged');
    this.giveBack();
    this.storedLeft = length;
    this.state = 'stored';
  }

  private copyStored(input: Uint8Array): 'input' | 'done' {
    const room = this.pieceSize - (this.length - this.taken);
    const piece = input.subarray(this.at, this.at + Math.min(this.storedLeft, room));
    this.out.set(piece, this.length);
    this.length += piece.length;
    this.at += piece.length;
    this.storedLeft -= piece.length;
    if (this.storedLeft === 0) this.endBlock();
    else if (this.at === input.length) return 'input';
    return 'done';
  }

  private readCodes(input: Uint8Array): { readonly literals: Codes; readonly distances: Codes } {
    const literalCount = this.bits(input, 5) + 257;
    const distanceCount = this.bits(input, 5) + 1;
    const codeLengths = new Uint8Array(19);
    for (let left = this.bits(input, 4) + 4, index = 0; index < left; index++) {
      codeLengths[codeLengthOrder[index]!] = this.bits(input, 3);
    }
    const { table, mask } = buildCodes(codeLengths);
    const lengths = new Uint8Array(literalCount + distanceCount);
    for (let index = 0; index < lengths.length;) {
      const entry = this.symbol(input, table, mask);
      if (entry < 16) {
        lengths[index++] = entry;
        continue;
      }
      if (entry === 16 && index === 0) throw new InflateError('a code length repeats what is not there');
      const value = entry === 16 ? lengths[index - 1]! : 0;
      const times =
        entry === 16 ? 3 + this.bits(input, 2) : entry === 17 ? 3 + this.bits(input, 3) : 11 + this.bits(input, 7);
      if (index + times > lengths.length) throw new InflateError('more code lengths than codes');
      lengths.fill(value, index, (index += times));
    }
    if (lengths[256] === 0) throw new InflateError('a block without an end');
    return {
      literals: buildCodes(lengths.subarray(0, literalCount)),
      distances: buildCodes(lengths.subarray(literalCount)),
    };
  }

  /** One symbol, bit by bit as long as its code may go on in bytes that are not there. */
  private symbol(input: Uint8Array, table: Uint16Array, mask: number): number {
    for (;;) {
      const entry = table[this.hold & mask]!;
      const length = entry & 15;
      if (length !== 0 && length <= this.count) {
        this.hold >>>= length;
        this.count -= length;
        return entry >>> 4;
      }
      if (this.count >= 15) throw new InflateError('a code that stands for nothing');
      if (this.at >= input.length) throw new InflateError('the data end inside a block');
      this.hold |= input[this.at++]! << this.count;
      this.count += 8;
    }
  }

  /** The inner loop: its state in local variables, bits taken in by two bytes, reading ahead of the input's end harmless. */
  private decode(input: Uint8Array, last: boolean): 'input' | 'done' {
    const { out, origin } = this;
    const { table: literals, mask: literalMask } = this.codes.literals;
    const { table: distances, mask: distanceMask } = this.codes.distances;
    const outEnd = this.taken + this.pieceSize;
    const safeEnd = input.length - lookAhead;
    let { at, hold, count, length } = this;
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
    this.at = at;
    this.hold = hold;
    this.count = count;
    this.length = length;
    if (damage === '' && at - (count >> 3) > input.length) damage = 'the data end inside a block';
    if (damage !== '') throw new InflateError(damage);
    return stop;
  }

  private endBlock(): void {
    this.state = this.final ? 'end' : 'header';
  }
}
