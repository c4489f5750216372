/** How the bytes of a file are looked at. */
export interface TextForm {
  readonly isBinary: boolean;
  /** The bytes to look at: those of the file, or its text with a byte for each character where it was UTF-16. */
  readonly bytes: Uint8Array;
  /** Bytes of the file for each of those. */
  readonly width: 1 | 2;
}

/** As git does, https://git-scm.com/docs/gitattributes: a NUL in the first of them makes it binary. */
const lookedAt = 8000;

/** UTF-16 by its mark, else by every second byte of ASCII being 0; null where it is none. */
function utf16Of(bytes: Uint8Array): { littleEndian: boolean } | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { littleEndian: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { littleEndian: false };
  const length = Math.min(bytes.length, lookedAt) & ~1;
  if (length < 8) return null;
  const zeros = [0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at & 1]!++;
  const [even, odd] = zeros as [number, number];
  if (odd * 2 >= length * 0.9 && even === 0) return { littleEndian: true };
  if (even * 2 >= length * 0.9 && odd === 0) return { littleEndian: false };
  return null;
}

export function textFormOf(bytes: Uint8Array): TextForm {
  const nul = bytes.indexOf(0);
  const hasMark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!hasMark && (nul < 0 || nul >= lookedAt)) return { isBinary: false, bytes, width: 1 };
  const utf16 = utf16Of(bytes);
  if (!utf16) return { isBinary: nul >= 0 && nul < lookedAt, bytes, width: 1 };
  const narrow = new Uint8Array(bytes.length >> 1);
  const low = utf16.littleEndian ? 0 : 1;
  for (let at = 0; at < narrow.length; at++) {
    const high = bytes[2 * at + 1 - low] as number;
    narrow[at] = high === 0 ? (bytes[2 * at + low] as number) : 0xff;
  }
  return { isBinary: false, bytes: narrow, width: 2 };
}
