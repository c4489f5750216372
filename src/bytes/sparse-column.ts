import { StringColumnBuilder, type StringColumn, bytesAt } from './string-column.ts';

const noBytes = new Uint8Array(0);

/** Byte strings that few rows have: those rows in rising order, and what each of them has. */
export interface SparseColumn {
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly items: StringColumn;
}

/** Takes nothing while no row has anything: what is made for the first that does. */
export class SparseColumnBuilder {
  private rows: number[] = [];
  private items: StringColumnBuilder | null = null;

  /** Rows come in rising order. */
  push(row: number, item: Uint8Array): void {
    this.rows.push(row);
    (this.items ??= new StringColumnBuilder()).push(item);
  }

  /** Pushes what the first `count` rows of another column have, as that of the rows from `first` on. */
  append({ rows, items }: SparseColumn, first: number, count: number): void {
    for (let at = 0; at < rows.length && (rows[at] as number) < count; at++) {
      this.push(first + (rows[at] as number), bytesAt(items, at));
    }
  }

  reset(): void {
    this.rows = [];
    this.items = null;
  }

  finish(): SparseColumn {
    return this.items ? { rows: Uint32Array.from(this.rows), items: this.items.finish() } : emptySparse();
  }
}

/** Each its own: a buffer that was transferred cannot be used again. */
export const emptySparse = (): SparseColumn => ({
  rows: new Uint32Array(0),
  items: { bytes: new Uint8Array(0), ends: new Uint32Array(0) },
});

export const sparseBuffers = ({ rows, items }: SparseColumn): ArrayBuffer[] => [
  rows.buffer,
  items.bytes.buffer,
  items.ends.buffer,
];

/** What a row has; no bytes where it has nothing. */
export function sparseAt({ rows, items }: SparseColumn, row: number): Uint8Array {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return rows[low] === row ? bytesAt(items, low) : noBytes;
}
