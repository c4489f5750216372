import type { Bytes } from '../bytes/units.ts';

/** Below it a copy inside the message costs nothing to speak of. */
const large: Bytes = 4096;

/** How far below a task's input its columns lie: `rootfs.names.bytes`, `context.tree.names.bytes`. */
const deepest = 4;

/** An input as it is posted, and the buffers that move with it. */
export interface Packed {
  readonly input: unknown;
  readonly transfer: Transferable[];
}

/**
 * The input with copies of its large columns, to be moved. What is not moved is written into the message, and read out of it
 * again: until that is done, it is there three times.
 */
export function packed(input: object): Packed {
  const transfer: Transferable[] = [];
  const pack = (value: unknown, depth: number): unknown => {
    if (isColumn(value)) {
      if (value.byteLength < large) return value;
      const copy = value.slice();
      transfer.push(copy.buffer);
      return copy;
    }
    if (depth === 0) return value;
    if (Array.isArray(value)) return value.map((item) => pack(item, depth - 1));
    if (isPlain(value))
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, pack(one, depth - 1)]));
    return value;
  };
  return { input: pack(input, deepest), transfer };
}

const isColumn = (value: unknown): value is Uint8Array<ArrayBuffer> =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
