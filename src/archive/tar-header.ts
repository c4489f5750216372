// One 512-byte tar header: V7, ustar (POSIX.1-1988), GNU and PAX dialects.
// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
// https://www.gnu.org/software/tar/manual/html_node/Standard.html
import type { TarEntry } from './tar-entry.ts';

export const blockSize = 512;

/** Type flags, as characters' codes (POSIX, pax, "ustar Interchange Format"; GNU tar, "Standard"). */
export const TarFlag = {
  file: 0x30,
  hardLink: 0x31,
  symbolicLink: 0x32,
  characterDevice: 0x33,
  blockDevice: 0x34,
  directory: 0x35,
  fifo: 0x36,
  contiguous: 0x37,
  gnuSparse: 0x53,
  gnuDumpDirectory: 0x44,
  gnuLongName: 0x4c,
  gnuLongLink: 0x4b,
  pax: 0x78,
  sunPax: 0x58,
  paxGlobal: 0x67,
} as const;

/** The type flag; NUL counts as '0', as V7 tar wrote it. */
export const headerFlag = (bytes: Uint8Array, at: number): number => bytes[at + 156] || TarFlag.file;

/** These types have no body, whatever their size field says (POSIX; Go and Python read them so too). */
export const isHeaderOnly = (flag: number): boolean => flag >= TarFlag.hardLink && flag <= TarFlag.fifo;

// Headers are read where they lie in the read window: `at` is the offset of the block in `bytes`.

export function isZeroBlock(bytes: Uint8Array, at: number): boolean {
  for (let offset = 0; offset < blockSize; offset++) if (bytes[at + offset] !== 0) return false;
  return true;
}

const checksumAt = 148;
const checksumLength = 8;
const blank = 32;

/** The header's checksum: the sum of its bytes with the checksum field as blanks, unsigned or (old programs) signed. */
export function checksumMatches(bytes: Uint8Array, at = 0): boolean {
  let sum = sumOfBlock(bytes, at) + checksumLength * blank;
  for (let offset = at + checksumAt; offset < at + checksumAt + checksumLength; offset++)
    sum -= bytes[offset] as number;
  const stored = parseNumber(bytes, at + checksumAt, checksumLength);
  return stored === sum || stored === sum - negativeBytes(bytes, at) * 256;
}

let view: DataView<ArrayBufferLike> = new DataView(new ArrayBuffer(0));

/**
 * The bytes of a block added up, four at a time, in two sums of 16 bits that lie in one number: 128 × 2 × 255 is below
 * 65,536. This is most of the work that a header makes; byte by byte it took seven times as long.
 */
function sumOfBlock({ buffer, byteOffset }: Uint8Array, at: number): number {
  if (view.buffer !== buffer) view = new DataView(buffer);
  let sums = 0;
  for (let offset = byteOffset + at; offset < byteOffset + at + blockSize; offset += 4) {
    const four = view.getUint32(offset);
    sums = (sums + (four & 0x00ff00ff) + ((four >>> 8) & 0x00ff00ff)) | 0;
  }
  return (sums & 0xffff) + (sums >>> 16);
}

/** How many bytes of a header, its checksum left out, are negative where bytes have a sign. */
function negativeBytes(bytes: Uint8Array, at: number): number {
  let count = 0;
  for (let offset = 0; offset < blockSize; offset++) {
    if (offset < checksumAt || offset >= checksumAt + checksumLength) count += (bytes[at + offset] as number) >> 7;
  }
  return count;
}

/** A numeric field: octal digits, or GNU's base-256 when the first bit is set. NaN where it is neither. */
export function parseNumber(bytes: Uint8Array, start: number, length: number): number {
  if ((bytes[start] as number) & 0x80) return parseBase256(bytes, start, length);
  let at = start;
  const end = start + length;
  while (at < end && (bytes[at] === 32 || bytes[at] === 0)) at++;
  let value = 0;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === 0 || byte === 32) break;
    if (byte < 48 || byte > 55) return NaN;
    value = value * 8 + (byte - 48);
  }
  return value;
}

/** Two's complement, big endian, the marker bit taken off: 0x80 leads a positive number, 0xff a negative one. */
function parseBase256(bytes: Uint8Array, start: number, length: number): number {
  const first = bytes[start] as number;
  const negative = (first & 0x40) !== 0;
  let value = negative ? (first & 0x7f) - 0x80 : first & 0x7f;
  for (let at = start + 1; at < start + length; at++) value = value * 256 + (bytes[at] as number);
  return Number.isSafeInteger(value) ? value : NaN;
}

/** Where a text field that begins at `start` ends: at its NUL. */
function endOfText(bytes: Uint8Array, start: number, length: number): number {
  let end = start;
  while (end < start + length && bytes[end] !== 0) end++;
  return end;
}

const isUstar = (bytes: Uint8Array, at: number): boolean =>
  bytes[at + 257] === 0x75 &&
  bytes[at + 258] === 0x73 &&
  bytes[at + 259] === 0x74 &&
  bytes[at + 260] === 0x61 &&
  bytes[at + 261] === 0x72;

/** GNU's own dialect: a blank behind "ustar". */
export const isGnu = (bytes: Uint8Array, at: number): boolean => isUstar(bytes, at) && bytes[at + 262] === 32;

/** Fills in what the header itself says; fields that hold no number are NaN. */
export function parseHeader(bytes: Uint8Array, at: number, entry: TarEntry): void {
  entry.flag = headerFlag(bytes, at);
  entry.mode = parseNumber(bytes, at + 100, 8);
  entry.uid = parseNumber(bytes, at + 108, 8);
  entry.gid = parseNumber(bytes, at + 116, 8);
  entry.size = parseNumber(bytes, at + 124, 12);
  entry.mtime = parseNumber(bytes, at + 136, 12);
  const isDevice = entry.flag === TarFlag.characterDevice || entry.flag === TarFlag.blockDevice;
  entry.major = isDevice ? parseNumber(bytes, at + 329, 8) : 0;
  entry.minor = isDevice ? parseNumber(bytes, at + 337, 8) : 0;
  parseName(bytes, at, entry);
  const isLink = entry.flag === TarFlag.hardLink || entry.flag === TarFlag.symbolicLink;
  entry.linkBytes = bytes;
  entry.linkStart = at + 157;
  entry.linkEnd = isLink ? endOfText(bytes, at + 157, 100) : entry.linkStart;
}

/** The name, ustar's prefix put before it. GNU headers keep times and the sparse map where ustar has the prefix. */
function parseName(bytes: Uint8Array, at: number, entry: TarEntry): void {
  const end = endOfText(bytes, at, 100);
  entry.pathBytes = bytes;
  entry.pathStart = at;
  entry.pathEnd = end;
  if (bytes[at + 345] === 0 || !isUstar(bytes, at) || isGnu(bytes, at)) return;
  const prefix = bytes.subarray(at + 345, endOfText(bytes, at + 345, 155));
  const joined = new Uint8Array(prefix.length + 1 + end - at);
  joined.set(prefix);
  joined[prefix.length] = 47;
  joined.set(bytes.subarray(at, end), prefix.length + 1);
  entry.pathBytes = joined;
  entry.pathStart = 0;
  entry.pathEnd = joined.length;
}
