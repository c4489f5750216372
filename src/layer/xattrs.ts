// Extended attributes of a file as one byte string that two files have alike where their attributes are: by name, each as
// the lengths of name and value (32 bits, little endian), the name, the value.
import { decodeText, encodeText } from '../bytes/text.ts';

export type Xattr = readonly [name: string, value: Uint8Array];

const lengths = 8;

export function packXattrs(xattrs: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...xattrs].map(([name, value]) => [encodeText(name), value] as const).sort(byBytes);
  const packed = new Uint8Array(sorted.reduce((sum, [name, value]) => sum + lengths + name.length + value.length, 0));
  const view = new DataView(packed.buffer);
  let at = 0;
  for (const [name, value] of sorted) {
    view.setUint32(at, name.length, true);
    view.setUint32(at + 4, value.length, true);
    packed.set(name, at + lengths);
    packed.set(value, at + lengths + name.length);
    at += lengths + name.length + value.length;
  }
  return packed;
}

/** What `packXattrs` wrote. */
export function unpackXattrs(packed: Uint8Array): Xattr[] {
  const found: Xattr[] = [];
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  for (let at = 0; at + lengths <= packed.length;) {
    const name = at + lengths;
    const value = name + view.getUint32(at, true);
    const end = value + view.getUint32(at + 4, true);
    found.push([decodeText(packed.subarray(name, value)), packed.subarray(value, end)]);
    at = end;
  }
  return found;
}

function byBytes([a]: readonly [Uint8Array, unknown], [b]: readonly [Uint8Array, unknown]): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return (a[at] as number) - (b[at] as number);
  return a.length - b.length;
}
