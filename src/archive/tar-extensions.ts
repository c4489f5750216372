// Headers in front of an entry that say more about it: PAX records, GNU long names and links.
import { decodeBase64 } from '../bytes/base64.ts';
import { decodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import type { PaxRecords } from './pax.ts';
import { TarFlag } from './tar-header.ts';

/** What stands before an entry and belongs to it alone. */
export interface Extensions {
  /** Where the first of them begins, global ones in front left out. */
  offset: Bytes;
  pax: PaxRecords;
  paxBytes: Bytes;
  /** PAX 0.0 repeats its records for every piece of a sparse file. */
  pieces: Uint8Array[];
  /** Headers that these come from. */
  headers: number;
  longName: Uint8Array | null;
  longLink: Uint8Array | null;
}

export const noExtensions = (offset: Bytes): Extensions => ({
  offset,
  pax: new Map(),
  paxBytes: 0,
  pieces: [],
  headers: 0,
  longName: null,
  longLink: null,
});

const extensionFlags: ReadonlySet<number> = new Set([
  TarFlag.pax,
  TarFlag.sunPax,
  TarFlag.paxGlobal,
  TarFlag.gnuLongName,
  TarFlag.gnuLongLink,
]);

/** Whether a header says more about the entry behind it. */
export const isExtension = (flag: number): boolean => flag >= TarFlag.gnuLongLink && extensionFlags.has(flag);
export const isPax = (flag: number): boolean =>
  flag === TarFlag.pax || flag === TarFlag.sunPax || flag === TarFlag.paxGlobal;

/** Records that may hold for all entries. Others in a global header are passed over, so that none can pile up. */
const globalKeys: ReadonlySet<string> = new Set(['path', 'linkpath', 'size', 'mtime', 'uid', 'gid']);
const pieceKeys: ReadonlySet<string> = new Set(['GNU.sparse.offset', 'GNU.sparse.numbytes']);

/** Puts the records of a PAX header where they belong; of equal ones the last counts. */
export function recordsInto(
  flag: number,
  extensions: Extensions,
  globals: PaxRecords,
): (key: string, value: Uint8Array) => void {
  return (key, value) => {
    if (flag !== TarFlag.paxGlobal) extensions.pax.set(key, value);
    else if (globalKeys.has(key)) globals.set(key, value);
    if (pieceKeys.has(key)) extensions.pieces.push(value);
  };
}

/** Up to the NUL; an empty one takes no name away. */
export function longText(bytes: Uint8Array): Uint8Array | null {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  return text.length > 0 ? text : null;
}

/**
 * Extended attributes by their names; null where there are none. GNU tar, Go and star write `SCHILY.xattr.NAME`, libarchive
 * writes `LIBARCHIVE.xattr.NAME` beside it, the name with %XX and the value in base64: the first counts where both are there.
 *
 * POSIX ACLs count where they are attributes (`SCHILY.xattr.system.posix_acl_access`). The texts that GNU tar and star write
 * (`SCHILY.acl.access`, `SCHILY.acl.default`) are left out: nothing in a container comes of them. Docker (`createTarFile` in
 * moby's pkg/archive/archive.go) and containerd (the same in its pkg/archive/tar.go) set what begins with `SCHILY.xattr.` alone.
 */
export function readXattrs(records: PaxRecords): Map<string, Uint8Array> | null {
  let xattrs: Map<string, Uint8Array> | null = null;
  for (const [key, value] of records) {
    if (!key.startsWith(schily)) continue;
    xattrs ??= new Map();
    xattrs.set(key.slice(schily.length), value);
  }
  for (const [key, value] of records) {
    if (!key.startsWith(libarchive)) continue;
    const name = withoutEscapes(key.slice(libarchive.length));
    const bytes = decodeBase64(decodeText(value));
    if (name === '' || bytes === null || xattrs?.has(name)) continue;
    xattrs ??= new Map();
    xattrs.set(name, bytes);
  }
  return xattrs;
}

const schily = 'SCHILY.xattr.';
const libarchive = 'LIBARCHIVE.xattr.';

/** What is no escape stays as it is. */
function withoutEscapes(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
