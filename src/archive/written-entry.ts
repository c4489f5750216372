import type { Bytes, UnixSeconds } from '../bytes/units.ts';

/** What is written into an archive: names as bytes, as they were read. */
export interface WrittenEntry {
  /** Without a leading slash, nor one at the end. */
  readonly path: Uint8Array;
  /** Type flag as `TarFlag` has it. */
  readonly flag: number;
  /** Target of a link; no bytes for anything else. */
  readonly link: Uint8Array;
  readonly size: Bytes;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: UnixSeconds;
  /** Of a device: its major and minor number. */
  readonly device: { readonly major: number; readonly minor: number } | null;
  /** Extended attributes by name. */
  readonly xattrs: ReadonlyMap<string, Uint8Array> | null;
}

const [slash, dot] = [47, 46];

/**
 * A path that leads nowhere but below the place where the archive is unpacked: `..` as a part of it, which layers may hold
 * as a name, becomes `__`. The same path where it has none.
 */
export function safePath(path: Uint8Array, isSeparator = (byte: number): boolean => byte === slash): Uint8Array {
  let safe = path;
  let start = 0;
  for (let at = 0; at <= path.length; at++) {
    if (at < path.length && !isSeparator(path[at] as number)) continue;
    if (at === start + 2 && path[start] === dot && path[start + 1] === dot) {
      if (safe === path) safe = path.slice();
      safe.fill(95, start, at);
    }
    start = at + 1;
  }
  return safe;
}
