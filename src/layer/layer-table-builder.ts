import { StringColumnBuilder } from '../bytes/string-column.ts';
import { bytesColumn, float64Column, uint16Column } from '../bytes/growable.ts';
import type { Bytes } from '../bytes/units.ts';
import type { LayerTable } from './layer-table.ts';

export interface LayerRow {
  path: Uint8Array;
  link: Uint8Array;
  type: number;
  size: Bytes;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
}

/** Collects a layer's rows; `finish` gives the table. */
export class LayerTableBuilder {
  private readonly paths = new StringColumnBuilder();
  private readonly links = new StringColumnBuilder();
  private readonly types = bytesColumn();
  private readonly sizes = float64Column();
  private readonly modes = uint16Column();
  private readonly uids = float64Column();
  private readonly gids = float64Column();
  private readonly mtimes = float64Column();
  readonly whiteouts = new StringColumnBuilder();
  readonly opaques = new StringColumnBuilder();

  get count(): number {
    return this.types.length + this.whiteouts.length + this.opaques.length;
  }

  add(row: LayerRow): void {
    this.paths.push(row.path);
    this.links.push(row.link);
    this.types.push(row.type);
    this.sizes.push(row.size);
    this.modes.push(row.mode);
    this.uids.push(row.uid);
    this.gids.push(row.gid);
    this.mtimes.push(row.mtime);
  }

  finish(tarBytes: Bytes): LayerTable {
    return {
      count: this.types.length,
      paths: this.paths.finish(),
      links: this.links.finish(),
      types: this.types.finish(),
      sizes: this.sizes.finish(),
      modes: this.modes.finish(),
      uids: this.uids.finish(),
      gids: this.gids.finish(),
      mtimes: this.mtimes.finish(),
      whiteouts: this.whiteouts.finish(),
      opaques: this.opaques.finish(),
      tarBytes,
    };
  }
}

/** The buffers of a table, for transfer. */
export function buffersOf(table: LayerTable): ArrayBuffer[] {
  const { paths, links, whiteouts, opaques } = table;
  return [
    ...[paths, links, whiteouts, opaques].flatMap((column) => [column.bytes.buffer, column.ends.buffer]),
    table.types.buffer,
    table.sizes.buffer,
    table.modes.buffer,
    table.uids.buffer,
    table.gids.buffer,
    table.mtimes.buffer,
  ];
}
