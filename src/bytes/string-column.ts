import { bytesColumn, uint32Column } from './growable.ts';
import { decodeText } from './text.ts';

/** Byte strings one behind the other; item i ends at ends[i]. */
export interface StringColumn {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

export class StringColumnBuilder {
  private readonly bytes = bytesColumn(16384);
  private readonly ends = uint32Column();

  get length(): number {
    return this.ends.length;
  }

  push(source: Uint8Array, start = 0, end = source.length): void {
    const from = this.bytes.length;
    const to = from + (end - start);
    this.bytes.reserve(to);
    // A loop beats `set(subarray())` on strings of this length.
    const target = this.bytes.array;
    for (let at = start, put = from; at < end; at++, put++) target[put] = source[at] as number;
    this.bytes.length = to;
    this.ends.push(to);
  }

  equals(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = index === 0 ? 0 : this.ends.at(index - 1);
    if (this.ends.at(index) - from !== end - start) return false;
    const own = this.bytes.array;
    for (let at = start, own0 = from - start; at < end; at++) if (own[own0 + at] !== bytes[at]) return false;
    return true;
  }

  finish(): StringColumn {
    return { bytes: this.bytes.finish(), ends: this.ends.finish() };
  }
}

export function startOf(column: StringColumn, index: number): number {
  return index === 0 ? 0 : (column.ends[index - 1] as number);
}

export function bytesAt(column: StringColumn, index: number): Uint8Array {
  return column.bytes.subarray(startOf(column, index), column.ends[index]);
}

export function textAt(column: StringColumn, index: number): string {
  return decodeText(bytesAt(column, index));
}
