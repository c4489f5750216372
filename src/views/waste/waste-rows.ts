import { findWasteInPieces } from '../../analysis/waste.ts';
import { pieces, type InPieces } from '../../bytes/in-pieces.ts';
import { sortedInPieces } from '../../bytes/sorted-in-pieces.ts';
import type { Bytes } from '../../bytes/units.ts';
import type { WastedPath } from '../../report/report.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';

/** Of the rows in the flat table. */
export type FlatGrouping = 'path' | 'layers';
/** Which layers stored it: those of the base image, or those above. */
export type Side = 'all' | 'base' | 'yours';
export type WantedReason = 'all' | 'deleted' | 'overwritten';
export type WasteColumn = 'name' | 'bytes' | 'storedIn' | 'goneIn' | 'reason';

/** A wasted path, or all that one layer stored and another hid for one reason. */
export interface WasteRow {
  readonly key: string;
  /** None of a pair of layers. */
  readonly path: string;
  bytes: Bytes;
  files: number;
  readonly storedIn: number;
  readonly goneIn: number;
  readonly reason: WastedPath['reason'];
}

/** What is set above the table, and in its head. */
export interface WantedRows {
  readonly grouping: FlatGrouping;
  readonly side: Side;
  readonly reason: WantedReason;
  /** The first layers, which are the base image's. */
  readonly baseLayers: number;
  /** Stands somewhere in the path. */
  readonly text: string;
  readonly emptyToo: boolean;
  readonly sort: WasteSort;
}

export interface WasteSort {
  readonly column: WasteColumn;
  readonly descending: boolean;
}

export interface WasteRows {
  readonly grouping: FlatGrouping;
  readonly rows: readonly WasteRow[];
  /** Of one side and reason, whatever the path: all files, and those without any bytes. */
  readonly all: number;
  readonly empty: number;
  /** Of what is shown. */
  readonly files: number;
  readonly bytes: Bytes;
  /** The heaviest row. */
  readonly max: Bytes;
}

/** Rows of the table: paths, or pairs of layers; of a few hundred thousand files, to be left between two pieces. */
export function* wasteRows(rootfs: Rootfs, wanted: WantedRows): InPieces<WasteRows> {
  const wasted = yield* findWasteInPieces(rootfs);
  const sums = new RowSums(wanted);
  for (const { from, to } of pieces(wasted.length)) {
    for (let at = from; at < to; at++) sums.look(wasted[at] as WastedPath, at);
    yield;
  }
  const rows = yield* sortedInPieces(sums.rows, orderBy(wanted.sort));
  const { all, empty, files, bytes } = sums;
  const max = rows.reduce((most, row) => Math.max(most, row.bytes), 0);
  return { grouping: wanted.grouping, rows, all, empty, files, bytes, max };
}

class RowSums {
  readonly rows: WasteRow[] = [];
  all = 0;
  empty = 0;
  files = 0;
  bytes: Bytes = 0;
  private readonly pairs = new Map<string, WasteRow>();
  private readonly text: string;

  constructor(private readonly wanted: WantedRows) {
    this.text = wanted.text.trim().toLowerCase();
  }

  look(wasted: WastedPath, at: number): void {
    const { reason, emptyToo } = this.wanted;
    if (!this.isOnSide(wasted) || (reason !== 'all' && wasted.reason !== reason)) return;
    this.all++;
    if (wasted.bytes === 0) this.empty++;
    if ((wasted.bytes === 0 && !emptyToo) || !wasted.path.toLowerCase().includes(this.text)) return;
    this.files++;
    this.bytes += wasted.bytes;
    this.add(wasted, at);
  }

  private isOnSide({ storedIn }: WastedPath): boolean {
    const { side, baseLayers } = this.wanted;
    return side === 'all' || baseLayers === 0 || (storedIn[0] ?? 0) < baseLayers === (side === 'base');
  }

  private add({ path, bytes, storedIn: [storedIn = 0], goneIn, reason }: WastedPath, at: number): void {
    if (this.wanted.grouping === 'path') {
      this.rows.push({ key: String(at), path, bytes, files: 1, storedIn, goneIn, reason });
      return;
    }
    const key = `${storedIn} ${goneIn} ${reason}`;
    let row = this.pairs.get(key);
    if (!row) this.pairs.set(key, (row = { key, path: '', bytes: 0, files: 0, storedIn, goneIn, reason }));
    if (row.files === 0) this.rows.push(row);
    row.bytes += bytes;
    row.files++;
  }
}

type Order = (a: WasteRow, b: WasteRow) => number;

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const orders: Record<WasteColumn, Order> = {
  name: (a, b) => text(a.path, b.path) || a.storedIn - b.storedIn,
  bytes: (a, b) => a.bytes - b.bytes,
  storedIn: (a, b) => a.storedIn - b.storedIn,
  goneIn: (a, b) => a.goneIn - b.goneIn,
  reason: (a, b) => text(a.reason, b.reason),
};

/** By a column; equal ones largest first. */
function orderBy({ column, descending }: WasteSort): Order {
  const [order, sign] = [orders[column], descending ? -1 : 1];
  return (a, b) => sign * order(a, b) || b.bytes - a.bytes || text(a.path, b.path);
}
