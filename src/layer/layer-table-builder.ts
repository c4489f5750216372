import { grow, roomFor } from '../bytes/grow.ts';
import { SparseColumnBuilder, sparseBuffers } from '../bytes/sparse-column.ts';
import { StringColumnBuilder } from '../bytes/string-column.ts';
import { encodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { baseNameStart } from '../paths/normalise.ts';
import { pathBuffers, PathColumnBuilder } from '../paths/path-column.ts';
import type { LayerTable } from './layer-table.ts';

/** What a row says in numbers. */
export interface RowNumbers {
  type: number;
  size: Bytes;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
  offset: Bytes;
  headerSize: Bytes;
}

export interface LayerRow extends RowNumbers {
  path: Uint8Array;
  link: Uint8Array;
}

const firstCapacity = 1024;
/** About 20 MB with their paths. */
const keptRows = 131_072;
const keptBytes: Bytes = 8_000_000;

/** Collects a layer's rows; `finish` gives the table. */
export class LayerTableBuilder {
  private rows = 0;
  /** What belongs to the row that `addNumbers` adds next, one item each. */
  readonly paths = new PathColumnBuilder();
  readonly links = new StringColumnBuilder();
  private types = new Uint8Array(firstCapacity);
  private sizes = new Float64Array(firstCapacity);
  private modes = new Uint16Array(firstCapacity);
  private uids = new Float64Array(firstCapacity);
  private gids = new Float64Array(firstCapacity);
  private mtimes = new Float64Array(firstCapacity);
  private offsets = new Float64Array(firstCapacity);
  private headerSizes = new Uint32Array(firstCapacity);
  private readonly xattrs = new SparseColumnBuilder();
  private readonly devices = new SparseColumnBuilder();
  readonly whiteouts = new StringColumnBuilder();
  readonly opaques = new StringColumnBuilder();

  get count(): number {
    return this.rows + this.whiteouts.length + this.opaques.length;
  }

  add(row: LayerRow): void {
    this.paths.push(row.path, 0, baseNameStart(row.path), row.path.length);
    this.links.push(row.link);
    this.addNumbers(row);
  }

  /** What the row has that `addNumbers` adds next. */
  addXattrs(packed: Uint8Array): void {
    this.xattrs.push(this.rows, packed);
  }

  addDevice(numbers: string): void {
    this.devices.push(this.rows, encodeText(numbers));
  }

  addNumbers(row: RowNumbers): void {
    const at = this.rows++;
    if (at === this.types.length) this.grow(roomFor(at));
    this.types[at] = row.type;
    this.sizes[at] = row.size;
    this.modes[at] = row.mode;
    this.uids[at] = row.uid;
    this.gids[at] = row.gid;
    this.mtimes[at] = row.mtime;
    this.offsets[at] = row.offset;
    this.headerSizes[at] = row.headerSize;
  }

  finish(tarBytes: Bytes): LayerTable {
    const { rows } = this;
    return {
      count: rows,
      paths: this.paths.finish(),
      links: this.links.finish(),
      types: this.types.slice(0, rows),
      sizes: this.sizes.slice(0, rows),
      modes: this.modes.slice(0, rows),
      uids: this.uids.slice(0, rows),
      gids: this.gids.slice(0, rows),
      mtimes: this.mtimes.slice(0, rows),
      offsets: this.offsets.slice(0, rows),
      headerSizes: this.headerSizes.slice(0, rows),
      xattrs: this.xattrs.finish(),
      devices: this.devices.finish(),
      whiteouts: this.whiteouts.finish(),
      opaques: this.opaques.finish(),
      tarBytes,
    };
  }

  /** Empties the table and keeps its memory for the next one, where that is not much. False where it is. */
  reset(): boolean {
    this.rows = 0;
    this.xattrs.reset();
    this.devices.reset();
    const columns = [this.paths, this.links, this.whiteouts, this.opaques];
    return columns.map((column) => column.reset(keptBytes)).every(Boolean) && this.types.length <= keptRows;
  }

  private grow(capacity: number): void {
    this.types = grow(this.types, capacity);
    this.sizes = grow(this.sizes, capacity);
    this.modes = grow(this.modes, capacity);
    this.uids = grow(this.uids, capacity);
    this.gids = grow(this.gids, capacity);
    this.mtimes = grow(this.mtimes, capacity);
    this.offsets = grow(this.offsets, capacity);
    this.headerSizes = grow(this.headerSizes, capacity);
  }
}

/** The buffers of a table, for transfer. */
export function buffersOf(table: LayerTable): ArrayBuffer[] {
  const { paths, links, whiteouts, opaques } = table;
  return [
    ...pathBuffers(paths),
    ...[table.xattrs, table.devices].flatMap(sparseBuffers),
    ...[links, whiteouts, opaques].flatMap((column) => [column.bytes.buffer, column.ends.buffer]),
    table.types.buffer,
    table.sizes.buffer,
    table.modes.buffer,
    table.uids.buffer,
    table.gids.buffer,
    table.mtimes.buffer,
    table.offsets.buffer,
    table.headerSizes.buffer,
  ];
}
