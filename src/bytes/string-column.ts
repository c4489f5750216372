import { grow, roomFor } from './grow.ts';
import { decodeText, encodeText } from './text.ts';

/** Byte strings one behind the other; item i ends at ends[i]. */
export interface StringColumn {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

export class StringColumnBuilder {
  private bytes = new Uint8Array(4096);
  private ends = new Uint32Array(256);
  private used = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(source: Uint8Array, start = 0, end = source.length): void {
    const from = this.used;
    const to = from + (end - start);
    if (to > this.bytes.length) this.bytes = grow(this.bytes, roomFor(to));
    // A loop beats `set(subarray())` on strings of this length.
    const target = this.bytes;
    for (let at = start, put = from; at < end; at++, put++) target[put] = source[at] as number;
    this.used = to;
    this.pushEmpty();
  }

  /** The same as pushing its bytes. Most names are ASCII, which takes longer to ask the encoder for than to write down. */
  pushText(text: string): void {
    const from = this.used;
    const to = from + text.length;
    if (to > this.bytes.length) this.bytes = grow(this.bytes, roomFor(to));
    const target = this.bytes;
    for (let at = 0, put = from; put < to; at++, put++) {
      const code = text.charCodeAt(at);
      if (code > 127) return this.push(encodeText(text));
      target[put] = code;
    }
    this.used = to;
    this.pushEmpty();
  }

  /** The same as pushing no bytes. */
  pushEmpty(): void {
    if (this.count === this.ends.length) this.ends = grow(this.ends, roomFor(this.count));
    this.ends[this.count++] = this.used;
  }

  /** Pushes the first `count` items of another column. */
  append({ bytes, ends }: StringColumn, count: number): void {
    const [start, length] = [this.used, count === 0 ? 0 : (ends[count - 1] as number)];
    if (start + length > this.bytes.length) this.bytes = grow(this.bytes, roomFor(start + length));
    if (this.count + count > this.ends.length) this.ends = grow(this.ends, roomFor(this.count + count));
    this.bytes.set(bytes.subarray(0, length), start);
    const target = this.ends;
    for (let item = 0, put = this.count; item < count; item++, put++) target[put] = start + (ends[item] as number);
    this.used = start + length;
    this.count += count;
  }

  equals(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = index === 0 ? 0 : (this.ends[index - 1] as number);
    if ((this.ends[index] as number) - from !== end - start) return false;
    const own = this.bytes;
    for (let at = start, put = from; at < end; at++, put++) if (own[put] !== bytes[at]) return false;
    return true;
  }

  /** Empties the column and keeps its memory; false where that is more than `most` bytes. */
  reset(most: number): boolean {
    this.used = 0;
    this.count = 0;
    return this.bytes.byteLength + this.ends.byteLength <= most;
  }

  finish(): StringColumn {
    return { bytes: this.bytes.slice(0, this.used), ends: this.ends.slice(0, this.count) };
  }
}

export function startOf(column: StringColumn, index: number): number {
  return index === 0 ? 0 : (column.ends[index - 1] as number);
}

export function bytesAt(column: StringColumn, index: number): Uint8Array {
  return column.bytes.subarray(startOf(column, index), column.ends[index]);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

export function textAt(column: StringColumn, index: number): string {
  return decodeText(bytesAt(column, index));
}
