import type { Bytes, UnixSeconds } from '../bytes/units.ts';
import type { SparseMap } from './sparse.ts';

/** Views into the read window: valid until the next call of the reader. */
export interface TarEntry {
  /** As in the archive, not normalised. */
  readonly path: Uint8Array;
  readonly link: Uint8Array;
  /** Type flag: '0' file, '1' hard link, '2' symbolic link, '3' and '4' devices, '5' directory, '6' FIFO. */
  readonly type: string;
  /** Full length of the file; what a sparse one stores is less. */
  readonly size: Bytes;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: UnixSeconds;
  /** Where its first header begins in the archive: that of its extensions, where it has any. */
  readonly offset: Bytes;
  /** Where the stored bytes begin in the archive, and how many they are; a sparse map in front of them left out. */
  readonly bodyOffset: Bytes;
  readonly storedSize: Bytes;
  /** Where the stored bytes of a sparse file belong. */
  readonly sparse: SparseMap | null;
  /** `SCHILY.xattr.*` records, without that prefix. */
  readonly xattrs: ReadonlyMap<string, Uint8Array> | null;
}
