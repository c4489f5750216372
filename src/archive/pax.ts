// PAX extended headers: "LENGTH KEY=VALUE\n" records; the value may hold any byte, also NUL and newline.
// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_03
import { decodeText } from '../bytes/text.ts';

export type PaxRecords = Map<string, Uint8Array>;

const [space, equals, newline] = [32, 61, 10];

/** Hands every record to `put`, in order; false where the bytes are no such records. */
export function parsePax(bytes: Uint8Array, put: (key: string, value: Uint8Array) => void): boolean {
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0) return true; // padding of a careless writer
    let length = 0;
    const start = at;
    while (at < bytes.length && bytes[at] !== space) {
      const digit = (bytes[at] as number) - 48;
      if (digit < 0 || digit > 9 || at - start > 9) return false;
      length = length * 10 + digit;
      at++;
    }
    const end = start + length;
    if (length < 5 || end > bytes.length || bytes[end - 1] !== newline) return false;
    const split = bytes.indexOf(equals, at + 1);
    if (split < 0 || split >= end) return false;
    const key = decodeText(bytes.subarray(at + 1, split));
    put(key, bytes.slice(split + 1, end - 1));
    at = end;
  }
  return true;
}

/** A decimal value (times may have a fraction and a sign); NaN where it is none. */
export function paxNumber(value: Uint8Array): number {
  const text = decodeText(value);
  return /^-?\d{1,20}(?:\.\d{0,20})?$/.test(text) ? Number(text) : NaN;
}
