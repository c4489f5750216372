// Compiled Python: its strings stand in it as they are, each behind its kind and its length. What lies between them differs from
// version to version and is passed over. https://docs.python.org/3/library/marshal.html
import type { Container } from '../container.ts';

/** How long the length behind a string's kind is: kinds are letters in Python/marshal.c, whose highest bit may be set too. */
const lengthBytes = new Uint8Array(256);
for (const [letters, length] of [
  ['zZ', 1],
  ['sautA', 4],
] as const) {
  for (const letter of letters) lengthBytes.fill(length, letter.charCodeAt(0), letter.charCodeAt(0) + 1);
}
lengthBytes.copyWithin(128, 0, 128);
const shortest = 8;
const newline = 10;

const isText = (byte: number): boolean => byte >= 32 || byte === 9 || byte === newline || byte === 13;

const uint32At = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) +
  (bytes[at + 1] as number) * 0x100 +
  (bytes[at + 2] as number) * 0x10000 +
  (bytes[at + 3] as number) * 0x1000000;

/** The strings, each on a line. */
export function stringsOf(bytes: Uint8Array): Uint8Array {
  const lines = new Uint8Array(bytes.length);
  let length = 0;
  /** The last byte met that no text has: strings may seem to begin at every byte, and none is looked through twice. */
  let noText = -1;
  for (let at = 0; at < bytes.length; at++) {
    const width = lengthBytes[bytes[at] as number] as number;
    if (width === 0) continue;
    const start = at + 1 + width;
    const end = start + (width === 1 ? (bytes[at + 1] as number) : uint32At(bytes, at + 1));
    if (!(end - start >= shortest) || end > bytes.length) continue;
    if (noText >= start && noText < end) continue;
    let textEnd = start;
    while (textEnd < end && isText(bytes[textEnd] as number)) textEnd++;
    if (textEnd < end) {
      noText = textEnd;
      continue;
    }
    lines.set(bytes.subarray(start, end), length);
    length += end - start;
    lines[length++] = newline;
    at = end - 1;
  }
  return lines.subarray(0, length);
}

export const pythonCache: Container = {
  id: 'compiled Python',
  selects: (path, head) => /\.py[co]$/.test(path) && head[2] === 13 && head[3] === newline,
  *open(bytes) {
    yield { name: '', bytes: stringsOf(bytes), kind: 'code', hasLines: false };
  },
};
