type Column =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/**
 * A longer copy of a typed array, the new items 0. Tables keep their columns as plain fields and let them grow together:
 * one class over all kinds of arrays made every access to them slow (seven times on a layer of 22,000 files).
 */
export function grow<T extends Column>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(length);
  larger.set(array);
  return larger;
}

const quicklyUpTo = 1 << 20;

/**
 * A length with room for `needed` items and more to come. Memory that was never written to costs nothing, while every
 * page that is takes 3 to 8 µs the first time: rather a long array early than the same items copied over and over.
 */
export function roomFor(needed: number): number {
  return needed < quicklyUpTo ? needed * 4 : needed * 2;
}

/** A buffer that can be made another length: not every browser has it, and its types come with a later ES version. */
type MovableBuffer = ArrayBuffer & { transfer?(length: number): ArrayBuffer };

/** The first items of a typed array that is not used any more: its memory is given back at once, where the browser can. */
export function shrink<T extends Column>(array: T, length: number): T {
  const buffer: MovableBuffer = array.buffer;
  if (array.length === length || !buffer.transfer) return array.slice(0, length) as T;
  const Columns = array.constructor as new (buffer: ArrayBuffer) => T;
  return new Columns(buffer.transfer(length * array.BYTES_PER_ELEMENT));
}
