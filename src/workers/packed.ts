import type { Bytes } from '../bytes/units.ts';
import type { HeldColumns } from './held-columns.ts';

/** Below it a copy inside the message costs nothing to speak of. */
const large: Bytes = 4096;

/** How far below a task's input its columns lie: `rootfs.names.bytes`, `folder.context.tree.names.bytes`. */
const deepest = 5;

/** An input as it is posted, and the buffers that move with it. */
export interface Packed {
  readonly input: unknown;
  readonly transfer: Transferable[];
}

/**
 * The input with copies of its large columns, to be moved. What is not moved is written into the message, and read out of it
 * again: until that is done, it is there three times. `held`: those that the worker holds on to are not sent at all.
 */
export function packed(input: object, held: HeldColumns | null = null): Packed {
  const transfer: Transferable[] = [];
  const pack = (value: unknown, way: readonly string[]): unknown => {
    if (isColumn(value)) {
      if (held?.hold(value, way)) return null;
      if (value.byteLength < large) return value;
      const copy = value.slice();
      transfer.push(copy.buffer);
      return copy;
    }
    if (way.length === deepest) return value;
    if (Array.isArray(value)) return value.map((item, at) => pack(item, [...way, String(at)]));
    if (isPlain(value))
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, pack(one, [...way, key])]));
    return value;
  };
  return { input: pack(input, []), transfer };
}

const isColumn = (value: unknown): value is Uint8Array<ArrayBuffer> =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
