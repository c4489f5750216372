import type { FileStream } from '../../../src/packages/cataloger.ts';
import type { Cataloged } from '../../../src/packages/package.ts';

/** As the collector gives a file: its head, then its bytes in pieces, which are valid during the call only. */
export async function readStream(
  open: (head: Uint8Array, size: number) => FileStream | null,
  bytes: Uint8Array,
  piece: number,
  size = bytes.length,
): Promise<Cataloged | null> {
  const stream = open(bytes.subarray(0, 65_536), size);
  for (let at = 0; stream && at < bytes.length; at += piece) {
    const part = bytes.slice(at, at + piece);
    stream.take(part);
    part.fill(0xee);
  }
  return (await stream?.end()) ?? null;
}

/** Name, version, and whether it is the program itself. */
export const namesOf = (said: Cataloged | null): string[] =>
  (said?.packages ?? []).map(
    ({ name, version, isApplication }) => `${name} ${version}${isApplication ? ' application' : ''}`,
  );
