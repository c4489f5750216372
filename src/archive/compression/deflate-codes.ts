// The codes of deflated data, RFC 1951, 3.2: what they stand for, and how a block tells them.
import { InflateError, type DeflateBits } from './deflate-bits.ts';

export const longestMatch = 258;

/** Of each code for a length or a distance: its base, and how many bits that follow are added to it (3.2.5). */
export const [lengthBases, lengthExtras] = steps(
  3,
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
);
lengthBases[28] = longestMatch;
export const [distanceBases, distanceExtras] = steps(
  1,
  [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
);
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

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

/** The codes of a block. */
export interface BlockCodes {
  readonly literals: Codes;
  readonly distances: Codes;
}

/** Codes from their lengths (3.2.2), looked up by their bits in the order they come. */
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

let fixed: BlockCodes | null = null;

/** Of blocks that name none (3.2.6). */
export function fixedCodes(): BlockCodes {
  if (fixed) return fixed;
  const lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
  return (fixed = { literals: buildCodes(lengths), distances: buildCodes(new Uint8Array(30).fill(5)) });
}

/** The codes that a dynamic block begins with (3.2.7): their lengths, which are coded themselves. */
export function readCodes(bits: DeflateBits): BlockCodes {
  const literalCount = bits.take(5) + 257;
  const distanceCount = bits.take(5) + 1;
  const codeLengths = new Uint8Array(19);
  for (let left = bits.take(4) + 4, index = 0; index < left; index++) {
    codeLengths[codeLengthOrder[index]!] = bits.take(3);
  }
  const lengths = readLengths(bits, buildCodes(codeLengths), literalCount + distanceCount);
  if (lengths[256] === 0) throw new InflateError('a block without an end');
  return {
    literals: buildCodes(lengths.subarray(0, literalCount)),
    distances: buildCodes(lengths.subarray(literalCount)),
  };
}

function readLengths(bits: DeflateBits, { table, mask }: Codes, count: number): Uint8Array {
  const lengths = new Uint8Array(count);
  for (let index = 0; index < count;) {
    const entry = bits.symbol(table, mask);
    if (entry < 16) {
      lengths[index++] = entry;
      continue;
    }
    if (entry === 16 && index === 0) throw new InflateError('a code length repeats what is not there');
    const value = entry === 16 ? lengths[index - 1]! : 0;
    const times = entry === 16 ? 3 + bits.take(2) : entry === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (index + times > count) throw new InflateError('more code lengths than codes');
    lengths.fill(value, index, (index += times));
  }
  return lengths;
}
