import type { Bytes, UnixSeconds } from '../bytes/units.ts';
import type { SparseMap } from './sparse.ts';

const noBytes = new Uint8Array(0);

/**
 * One entry of a tar. The reader fills the same one again and again, because an object and two views for each of a
 * million entries took a third of the time: everything here is valid until the next call of the reader.
 */
export class TarEntry {
  /** The bytes that the path lies in, from pathStart to pathEnd; as in the archive, not normalised. */
  pathBytes: Uint8Array = noBytes;
  pathStart = 0;
  pathEnd = 0;
  /** The same for the target of a link. */
  linkBytes: Uint8Array = noBytes;
  linkStart = 0;
  linkEnd = 0;
  /** Type flag as a character's code: '0' file, '1' hard link, '2' symbolic link, '3' and '4' devices, '5' directory, '6' FIFO. */
  flag = 0;
  /** Full length of the file; what a sparse one stores is less. */
  size: Bytes = 0;
  mode = 0;
  uid = 0;
  gid = 0;
  mtime: UnixSeconds = 0;
  /** Of a device; 0 for everything else. */
  major = 0;
  minor = 0;
  /** Where its first header begins in the archive: that of its extensions, where it has any, but no global one. */
  offset: Bytes = 0;
  /** Where the stored bytes begin in the archive, and how many they are; a sparse map in front of them left out. */
  bodyOffset: Bytes = 0;
  storedSize: Bytes = 0;
  /** Where the stored bytes of a sparse file belong. */
  sparse: SparseMap | null = null;
  /** Extended attributes by their names; null where there are none. */
  xattrs: ReadonlyMap<string, Uint8Array> | null = null;

  get path(): Uint8Array {
    return this.pathBytes.subarray(this.pathStart, this.pathEnd);
  }

  get link(): Uint8Array {
    return this.linkBytes.subarray(this.linkStart, this.linkEnd);
  }

  /** The type flag as a character. */
  get type(): string {
    return String.fromCharCode(this.flag);
  }
}
