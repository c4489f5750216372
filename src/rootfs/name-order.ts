import { startOf, type StringColumn } from '../bytes/string-column.ts';

/** Below 0 where the first name comes before the second, by their bytes: as by code points. */
export function compareNames({ bytes, ends }: StringColumn, a: number, b: number): number {
  let at = a === 0 ? 0 : (ends[a - 1] as number);
  let other = b === 0 ? 0 : (ends[b - 1] as number);
  const end = ends[a] as number;
  const otherEnd = ends[b] as number;
  for (; at < end && other < otherEnd; at++, other++) {
    const difference = (bytes[at] as number) - (bytes[other] as number);
    if (difference !== 0) return difference;
  }
  return end - at - (otherEnd - other);
}

const lowerCase = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

/** Whether a name begins with these bytes; letters of ASCII are alike in both cases. */
export function beginsWith(names: StringColumn, index: number, prefix: Uint8Array): boolean {
  const start = startOf(names, index);
  if ((names.ends[index] as number) - start < prefix.length) return false;
  for (let at = 0; at < prefix.length; at++) {
    if (lowerCase(names.bytes[start + at] as number) !== lowerCase(prefix[at] as number)) return false;
  }
  return true;
}
