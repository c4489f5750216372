// One 512-byte tar header: V7, ustar (POSIX.1-1988), GNU and PAX dialects.
// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
// https://www.gnu.org/software/tar/manual/html_node/Standard.html
import type { Bytes, UnixSeconds } from '../bytes/units.ts';

export const blockSize = 512;

export interface RawHeader {
  /** Views of the block: valid as long as it is. */
  readonly name: Uint8Array;
  readonly prefix: Uint8Array | null;
  readonly linkName: Uint8Array;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: Bytes;
  readonly mtime: UnixSeconds;
  /** The type flag as a character; NUL counts as '0'. */
  readonly type: string;
  readonly gnu: boolean;
}

export function isZeroBlock(block: Uint8Array): boolean {
  for (let at = 0; at < blockSize; at++) if (block[at] !== 0) return false;
  return true;
}

/** The header's checksum: the sum of its bytes with the checksum field as blanks, unsigned or (old programs) signed. */
export function checksumMatches(block: Uint8Array): boolean {
  const stored = parseNumber(block, 148, 8);
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < blockSize; at++) {
    const byte = at >= 148 && at < 156 ? 32 : (block[at] as number);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  return stored === unsigned || stored === signed;
}

/** A numeric field: octal digits, or GNU's base-256 when the first bit is set. NaN where it is neither. */
export function parseNumber(block: Uint8Array, start: number, length: number): number {
  const first = block[start] as number;
  if (first & 0x80) return parseBase256(block, start, length);
  let at = start;
  const end = start + length;
  while (at < end && (block[at] === 32 || block[at] === 0)) at++;
  let value = 0;
  for (; at < end; at++) {
    const byte = block[at] as number;
    if (byte === 0 || byte === 32) break;
    if (byte < 48 || byte > 55) return NaN;
    value = value * 8 + (byte - 48);
  }
  return value;
}

/** Two's complement, big endian, the marker bit taken off: 0x80 leads a positive number, 0xff a negative one. */
function parseBase256(block: Uint8Array, start: number, length: number): number {
  const first = block[start] as number;
  const negative = (first & 0x40) !== 0;
  let value = negative ? (first & 0x7f) - 0x80 : first & 0x7f;
  for (let at = start + 1; at < start + length; at++) value = value * 256 + (block[at] as number);
  return Number.isSafeInteger(value) ? value : NaN;
}

/** A text field up to its NUL. */
export function textField(block: Uint8Array, start: number, length: number): Uint8Array {
  let end = start;
  while (end < start + length && block[end] !== 0) end++;
  return block.subarray(start, end);
}

const ustar = [0x75, 0x73, 0x74, 0x61, 0x72];

export function parseHeader(block: Uint8Array): RawHeader {
  const isUstar = ustar.every((byte, index) => block[257 + index] === byte);
  const gnu = isUstar && block[262] === 32;
  const type = block[156] as number;
  return {
    name: textField(block, 0, 100),
    // GNU headers keep times and the sparse map where ustar has the prefix.
    prefix: isUstar && !gnu && block[345] !== 0 ? textField(block, 345, 155) : null,
    linkName: textField(block, 157, 100),
    mode: parseNumber(block, 100, 8),
    uid: parseNumber(block, 108, 8),
    gid: parseNumber(block, 116, 8),
    size: parseNumber(block, 124, 12),
    mtime: parseNumber(block, 136, 12),
    type: type === 0 ? '0' : String.fromCharCode(type),
    gnu,
  };
}
