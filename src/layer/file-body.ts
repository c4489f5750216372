import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';

/** Where a regular file stands in the uncompressed tar of its layer, as `RootfsColumns` tells by event. */
export interface BodyPlace {
  /** Where its first header begins. */
  readonly offset: Bytes;
  /** From there to the contents; 0 where these do not lie there as they are (a sparse file). */
  readonly headerSize: Bytes;
  readonly size: Bytes;
}

/** The contents of one file of a layer: read in pieces, never whole unless it is small. */
export interface FileBody {
  readonly size: Bytes;
  /**
   * The bytes from `start` to `end`, fewer where the file ends before. Throws a FaultError `truncated` where the layer
   * ends within them.
   */
  read(start: Bytes, end: Bytes): Promise<Uint8Array<ArrayBuffer>>;
  /** The contents as a part of the dropped file or of what was unpacked of it, not copied; null for a sparse file. */
  readonly blob: Blob | null;
}

/** `tar`: the uncompressed tar of the layer, or as much of it as could be unpacked. `name`: what faults call it. */
export function openBody(tar: Blob, place: BodyPlace, name: string): FileBody {
  const { offset, headerSize, size } = place;
  if (headerSize === 0 && size > 0) return sparseBody(tar, place, name);
  const from = offset + headerSize;
  const blob = tar.slice(from, from + size);
  const read = async (start: Bytes, end: Bytes): Promise<Uint8Array<ArrayBuffer>> => {
    const to = Math.min(end, size);
    if (to > blob.size) throw new FaultError({ kind: 'truncated', fileName: name, offset: tar.size });
    return new Uint8Array(await blob.slice(start, to).arrayBuffer());
  };
  return { size, read, blob };
}

/** Few files are, so that what reads them comes with the first. */
function sparseBody(tar: Blob, place: BodyPlace, name: string): FileBody {
  let opened: Promise<FileBody> | null = null;
  const open = async (): Promise<FileBody> => {
    const { SparseBody } = await import('./sparse-body.ts');
    return new SparseBody(tar, place, name);
  };
  return { size: place.size, blob: null, read: async (start, end) => (await (opened ??= open())).read(start, end) };
}
