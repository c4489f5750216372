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
const shortestWithoutMark = 8;

/** UTF-16 by its mark, else by nearly every second byte being 0, as in a text in Latin letters; null where it is none. */
function utf16Of(bytes: Uint8Array): { littleEndian: boolean } | null {
  const head = bytes.subarray(0, Math.min(bytes.length, lookedAt) & ~1);
  const zeros = { even: 0, odd: 0 };
  for (let at = 0; at < head.length; at += 2) {
    const [even, odd] = [head[at] === 0, head[at + 1] === 0];
    // No text has the character NUL: UTF-32, or no text.
    if (even && odd) return null;
    if (even) zeros.even++;
    if (odd) zeros.odd++;
  }
  if (head[0] === 0xff && head[1] === 0xfe) return { littleEndian: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { littleEndian: false };
  const [few, many] = [head.length * 0.05, head.length * 0.45];
  if (head.length < shortestWithoutMark) return null;
  if (zeros.odd >= many && zeros.even <= few) return { littleEndian: true };
  if (zeros.even >= many && zeros.odd <= few) return { littleEndian: false };
  return null;
}

export function textFormOf(bytes: Uint8Array): TextForm {
  const isPlain = !bytes.subarray(0, lookedAt).includes(0);
  const hasMark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const utf16 = isPlain && !hasMark ? null : utf16Of(bytes);
  if (!utf16) return { isBinary: !isPlain, bytes, width: 1 };
  const narrow = new Uint8Array(bytes.length >> 1);
  const [low, high] = utf16.littleEndian ? [0, 1] : [1, 0];
  for (let at = 0; at < narrow.length; at++) {
    // No secret has a character beyond Latin-1 in it.
    narrow[at] = bytes[2 * at + high] === 0 ? (bytes[2 * at + low] as number) : 0xff;
  }
  return { isBinary: false, bytes: narrow, width: 2 };
}
