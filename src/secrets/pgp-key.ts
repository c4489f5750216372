import type { Detector } from './detector.ts';

// The first packet of a PGP private key block, RFC 9580: a secret key (5.5.3) of version 4, with the algorithms of 9.1.

/** CRC-24 of an armoured block, RFC 9580, 6.1.1. */
export function crc24Of(bytes: Uint8Array): number {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x800000 ? (crc << 1) ^ 0x1864cfb : crc << 1;
  }
  return crc & 0xffffff;
}

const secretKeyTag = 5;

/** Where the contents of the first packet begin; null where it is no secret key. */
function startOfSecretKey(bytes: Uint8Array): number | null {
  const [header = 0, length = 0] = bytes;
  if ((header & 0xc0) === 0xc0) return (header & 0x3f) === secretKeyTag ? newFormatStart(length) : null;
  if ((header & 0xc0) !== 0x80 || ((header >> 2) & 0x0f) !== secretKeyTag) return null;
  return 1 + ([1, 2, 4, 0] as const)[header & 3]!;
}

const newFormatStart = (length: number): number => (length < 192 ? 2 : length < 224 ? 3 : length === 255 ? 6 : 2);

/** What stands before the secret part, by algorithm: numbers (m), the name of a curve (c), how a key is derived (k). */
const publicParts: Readonly<Record<number, string>> = {
  1: 'mm',
  2: 'mm',
  3: 'mm',
  16: 'mmm',
  17: 'mmmm',
  18: 'cmk',
  19: 'cm',
  22: 'cm',
};
/** Of 25 to 28, X25519 to Ed448, the public key has a fixed length. */
const fixedLengths: Readonly<Record<number, number>> = { 25: 32, 26: 56, 27: 32, 28: 57 };

/** How bad a PGP key is: encrypted ones are less; null where it is none. */
export function severityOfPgpKey(bytes: Uint8Array): Detector['severity'] | null {
  const start = startOfSecretKey(bytes);
  if (start === null) return null;
  // Version 4, when it was made in four bytes, the algorithm. Others are too rare to be read further.
  if (bytes[start] !== 4) return 'error';
  const algorithm = bytes[start + 5] ?? 0;
  let at = start + 6 + (fixedLengths[algorithm] ?? 0);
  for (const part of publicParts[algorithm] ?? '') {
    const [first = 0, second = 0] = bytes.subarray(at, at + 2);
    at += part === 'm' ? 2 + (((first << 8) + second + 7) >> 3) : 1 + first;
  }
  if (at >= bytes.length) return null;
  return bytes[at] === 0 ? 'error' : 'warning';
}
