import type { SparseColumn } from '../bytes/sparse-column.ts';
import type { StringColumn } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import type { Fault } from '../fault.ts';
import type { PathColumn } from '../paths/path-column.ts';

/** What a tar entry is in a root file system. Numbers, because they live in a Uint8Array. */
export const entryTypes = [
  'file',
  'hardlink',
  'symlink',
  'directory',
  'character-device',
  'block-device',
  'fifo',
] as const;
export type EntryType = (typeof entryTypes)[number];

export const EntryTypeCode = {
  file: 0,
  hardlink: 1,
  symlink: 2,
  directory: 3,
  characterDevice: 4,
  blockDevice: 5,
  fifo: 6,
} as const;

/**
 * The files of one layer in columns, row by row in the order of the tar. Everything lies in typed arrays, so that a
 * table crosses between workers by transfer. Whiteouts are kept apart: they act on lower layers only, wherever they
 * stand (OCI image spec, layer.md, "Whiteouts").
 */
export interface LayerTable {
  readonly count: number;
  /** Paths without leading `/` or `./`, UTF-8 as in the tar. */
  readonly paths: PathColumn;
  /** Targets of hard links (normalised like paths) and symbolic links (as written). */
  readonly links: StringColumn;
  readonly types: Uint8Array<ArrayBuffer>;
  /** Full length of regular files, sparse ones too; 0 for everything else. */
  readonly sizes: Float64Array<ArrayBuffer>;
  readonly modes: Uint16Array<ArrayBuffer>;
  readonly uids: Float64Array<ArrayBuffer>;
  readonly gids: Float64Array<ArrayBuffer>;
  /** Seconds since 1970. */
  readonly mtimes: Float64Array<ArrayBuffer>;
  /** Where a row's first header begins in the uncompressed tar. */
  readonly offsets: Float64Array<ArrayBuffer>;
  /** Bytes from there to the contents; 0 where these do not lie there as they are (a sparse file). */
  readonly headerSizes: Uint32Array<ArrayBuffer>;
  /** Extended attributes of the rows that have any, as `packXattrs` puts them. */
  readonly xattrs: SparseColumn;
  /** Numbers of devices, as text: `8:1`. */
  readonly devices: SparseColumn;
  /** Paths deleted from the layers below, in the form of `paths`, each as a whole. */
  readonly whiteouts: StringColumn;
  /** Directories whose lower contents are hidden. */
  readonly opaques: StringColumn;
  /** Bytes of the uncompressed tar that were read. */
  readonly tarBytes: Bytes;
}

/** A layer as far as it could be read; the fault tells why it ended early. */
export interface LayerScan {
  readonly table: LayerTable;
  readonly fault: Fault | null;
}
