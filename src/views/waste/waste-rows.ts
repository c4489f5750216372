import type { Bytes } from '../../bytes/units.ts';
import type { WastedPath } from '../../report/report.ts';

/** Of the rows in the flat table. */
export type FlatGrouping = 'path' | 'layers';
/** Which layers stored it: those of the base image, or those above. */
export type Side = 'all' | 'base' | 'yours';
export type WasteColumn = 'name' | 'bytes' | 'storedIn' | 'goneIn' | 'reason';

/** A wasted path, or several of them together; null where they differ. */
export interface WasteRow {
  readonly key: string;
  readonly path: string;
  bytes: Bytes;
  files: number;
  storedIn: number | null;
  goneIn: number | null;
  reason: WastedPath['reason'] | null;
}

function groupOf(wasted: WastedPath, at: number, grouping: FlatGrouping): { key: string; path: string } {
  const { path, storedIn, goneIn, reason } = wasted;
  if (grouping === 'layers') return { key: `${storedIn.join()} ${goneIn} ${reason}`, path: '' };
  return { key: String(at), path };
}

/** What is wasted of what the layers on one side of the base image's end store. */
export function onSide(wasted: readonly WastedPath[], baseLayers: number, side: Side): readonly WastedPath[] {
  if (side === 'all' || baseLayers === 0) return wasted;
  return wasted.filter(({ storedIn }) => (storedIn[0] ?? 0) < baseLayers === (side === 'base'));
}

/** Rows of the table: paths, or pairs of layers. */
export function wasteRows(wasted: readonly WastedPath[], grouping: FlatGrouping): WasteRow[] {
  const rows = new Map<string, WasteRow>();
  wasted.forEach((item, at) => {
    const { key, path } = groupOf(item, at, grouping);
    const storedIn = item.storedIn[0] ?? null;
    const { goneIn, reason } = item;
    const row = rows.get(key);
    if (!row) return rows.set(key, { key, path, bytes: item.bytes, files: 1, storedIn, goneIn, reason });
    row.bytes += item.bytes;
    row.files++;
    if (row.storedIn !== storedIn) row.storedIn = null;
    if (row.goneIn !== goneIn) row.goneIn = null;
    if (row.reason !== reason) row.reason = null;
  });
  return [...rows.values()];
}

/** By a column; equal ones largest first. */
export function sortRows(rows: readonly WasteRow[], column: WasteColumn, descending: boolean): WasteRow[] {
  const sign = descending ? -1 : 1;
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const orders: Record<WasteColumn, (a: WasteRow, b: WasteRow) => number> = {
    name: (a, b) => text(a.path, b.path) || (a.storedIn ?? -1) - (b.storedIn ?? -1),
    bytes: (a, b) => a.bytes - b.bytes,
    storedIn: (a, b) => (a.storedIn ?? -1) - (b.storedIn ?? -1),
    goneIn: (a, b) => (a.goneIn ?? -1) - (b.goneIn ?? -1),
    reason: (a, b) => text(a.reason ?? '', b.reason ?? ''),
  };
  const order = orders[column];
  return [...rows].sort((a, b) => sign * order(a, b) || b.bytes - a.bytes || text(a.path, b.path));
}
