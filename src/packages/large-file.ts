import type { Bytes } from '../bytes/units.ts';
import type { Cataloger } from './cataloger.ts';
import type { Cataloged } from './package.ts';

/** A file of more than a megabyte, for one cataloger. */
export interface LargeFile {
  /** The bytes are valid during the call only. */
  take(bytes: Uint8Array): void;
  /** After its last byte. */
  end(): Cataloged | Promise<Cataloged>;
  /** In place of the other two; the bytes are valid until it has ended. */
  all(bytes: Uint8Array): Cataloged | Promise<Cataloged>;
}

/** Null where it is too large for the cataloger; 'nothing' where the cataloger sees by its head that nothing is in it. */
export function largeFileOf(
  cataloger: Cataloger,
  path: string,
  head: Uint8Array,
  size: Bytes,
): LargeFile | 'nothing' | null {
  if (!cataloger.stream) return size > cataloger.mostBytes ? null : wholeFile(cataloger, path, size);
  const stream = cataloger.stream(path, head, size);
  if (!stream) return 'nothing';
  const all = (bytes: Uint8Array): Cataloged | Promise<Cataloged> => {
    stream.take(bytes);
    return stream.end();
  };
  return { take: (bytes) => stream.take(bytes), end: () => stream.end(), all };
}

/** Puts it together. */
function wholeFile(cataloger: Cataloger, path: string, size: Bytes): LargeFile {
  let room: Uint8Array | null = null;
  let length = 0;
  return {
    take(bytes) {
      room ??= new Uint8Array(size);
      room.set(bytes.subarray(0, size - length), length);
      length += Math.min(bytes.length, size - length);
    },
    end: () => cataloger.read({ path, bytes: room?.subarray(0, length) ?? new Uint8Array(0) }),
    all: (bytes) => cataloger.read({ path, bytes }),
  };
}
