// What Go's linker writes at a step of 16 bytes into the data of a program (debug/buildinfo): a mark, the size of a pointer and
// flags, and from byte 32 on the version of Go and the text of modules, each behind its length. Before Go 1.18 two pointers to
// strings stand there instead.
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';

/** `\xff Go buildinf:` */
const mark = [0xff, 0x20, 0x47, 0x6f, 0x20, 0x62, 0x75, 0x69, 0x6c, 0x64, 0x69, 0x6e, 0x66, 0x3a];
export const markStep = 16;
const headerLength = 32;
const frameLength = 16;
const [isBigEndian, isInline] = [1, 2];

export const mostBuildInfo: Bytes = 4_000_000;
const mostVersion: Bytes = 1024;
/** With so many bytes from the mark on it is told what stands there. */
export const wantedHeader = headerLength + mostVersion + 2 * 10;

/** Index of the first mark, looked for at each step from `from` on; -1 where there is none. */
export function findMark(bytes: Uint8Array, from: Bytes, end: Bytes): Bytes {
  for (let at = from; at + markStep <= end; at += markStep) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0x20 && mark.every((byte, index) => bytes[at + index] === byte))
      return at;
  }
  return -1;
}

/** A string of Go: where its letters are loaded to, and how many there are. */
export interface GoPointers {
  readonly kind: 'pointers';
  readonly size: 4 | 8;
  readonly isLittle: boolean;
  /** Addresses of strings. */
  readonly version: number;
  readonly modules: number;
}

export interface GoInline {
  readonly kind: 'inline';
  readonly version: string;
  /** Behind the mark. */
  readonly start: Bytes;
  readonly length: Bytes;
}

/** From the mark on; null where what follows is none of Go's. */
export function readHeader(bytes: Uint8Array): GoInline | GoPointers | null {
  const flags = bytes[15];
  if (flags === undefined) return null;
  return flags & isInline ? readInline(bytes) : readPointers(bytes, bytes[14] ?? 0, (flags & isBigEndian) === 0);
}

function readInline(bytes: Uint8Array): GoInline | null {
  const versionLength = readVarint(bytes, headerLength);
  if (!versionLength || versionLength.value === 0 || versionLength.value > mostVersion) return null;
  const versionEnd = versionLength.end + versionLength.value;
  if (versionEnd > bytes.length) return null;
  const version = decodeText(bytes.subarray(versionLength.end, versionEnd));
  const modules = readVarint(bytes, versionEnd);
  return modules && { kind: 'inline', version, start: modules.end, length: modules.value };
}

function readPointers(bytes: Uint8Array, size: number, isLittle: boolean): GoPointers | null {
  if ((size !== 4 && size !== 8) || bytes.length < headerLength) return null;
  const version = readPointer(bytes, 16, size, isLittle);
  return { kind: 'pointers', size, isLittle, version, modules: readPointer(bytes, 16 + size, size, isLittle) };
}

/** Above 2^53 it is not exact, which no file needs. */
export function readPointer(bytes: Uint8Array, at: Bytes, size: 4 | 8, isLittle: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return size === 4 ? view.getUint32(at, isLittle) : Number(view.getBigUint64(at, isLittle));
}

/** encoding/binary, Uvarint: seven bits a byte, the lowest first. */
function readVarint(bytes: Uint8Array, start: Bytes): { value: number; end: Bytes } | null {
  let value = 0;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return null;
    value += (byte & 127) * 2 ** (7 * index);
    if (byte < 128) return { value, end: start + index + 1 };
  }
  return null;
}

/** As Go does it: a text without a line's end in front of its closing mark is none. */
export function unframed(framed: Uint8Array): Uint8Array {
  const end = framed.length - frameLength;
  return end > frameLength && framed[end - 1] === 10 ? framed.subarray(frameLength, end) : framed.subarray(0, 0);
}

/** Of a text that was cut: the closing mark is not there. */
export const unframedStart = (framed: Uint8Array): Uint8Array => framed.subarray(frameLength);
