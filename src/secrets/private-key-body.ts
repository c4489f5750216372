import { decodeBase64 } from '../bytes/base64.ts';
import type { Detector } from './detector.ts';

// What stands between the lines of a PEM block, as far as it tells a key from the sketch of one in a manual. Supported: the
// DER of PKCS#1, PKCS#8 (RFC 5208), SEC 1 and DSA, what OpenSSL encrypts by itself (RFC 1421, 4.6), and OpenSSH's own format,
// https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key

/**
 * The bytes of a PEM body, also where it stands in a string: its line breaks are `\n` then, or `\\n` in a string inside a
 * string, and each line may be a string of its own.
 */
export function decodePemBody(body: string): Uint8Array | null {
  if (!/[\\"',]/.test(body)) return decodeBase64(body);
  const base64 = body
    .replace(/\\+[nrt]/g, '')
    .replace(/["'][\s+,\\]{0,80}["']/g, '')
    .replace(/[^A-Za-z0-9+/=]/g, '');
  return decodeBase64(base64);
}

/** Where a DER sequence's contents begin; null where its length is not that of the bytes. */
function startOfSequence(bytes: Uint8Array): number | null {
  const [tag = 0, short = 0] = bytes;
  if (tag !== 0x30) return null;
  if (short < 0x80) return short + 2 === bytes.length ? 2 : null;
  const start = 2 + (short & 0x7f);
  if (start > 5) return null;
  let length = 0;
  for (let at = 2; at < start; at++) length = length * 256 + (bytes[at] ?? 0);
  return start + length === bytes.length ? start : null;
}

/** A sequence that begins with a version; one that is encrypted begins with how. */
export function isDerKey(bytes: Uint8Array, isEncrypted: boolean): boolean {
  const start = startOfSequence(bytes);
  if (start === null) return false;
  if (isEncrypted) return bytes[start] === 0x30;
  return bytes[start] === 0x02 && bytes[start + 1] === 1 && (bytes[start + 2] ?? 2) <= 1;
}

const openSshMagic = 'openssh-key-v1\0';

/** How bad an OpenSSH key is; null where it is none. */
export function severityOfOpenSshKey(bytes: Uint8Array): Detector['severity'] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const textAt = (at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));
  if (textAt(0, openSshMagic.length) !== openSshMagic) return null;
  let at = openSshMagic.length;
  /** A length and as many bytes; null where there are fewer. */
  const skip = (): { start: number; length: number } | null => {
    if (at + 4 > bytes.length) return null;
    const field = { start: at + 4, length: view.getUint32(at) };
    at = field.start + field.length;
    return at > bytes.length ? null : field;
  };
  const cipher = skip();
  if (!cipher || !skip() || !skip()) return null;
  at += 4; // The number of keys: 1, always.
  if (!skip() || !skip() || at !== bytes.length) return null;
  return textAt(cipher.start, Math.min(cipher.length, 32)) === 'none' ? 'error' : 'warning';
}
