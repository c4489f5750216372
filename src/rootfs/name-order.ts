import { heaviestFirstInPieces } from '../bytes/heaviest-first.ts';
import type { InPieces } from '../bytes/in-pieces.ts';
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

/** So few are sorted faster by comparing them. */
const few = 64;
/** Bytes in one number: each a digit of it, and the end of a name a digit before all bytes. */
const keyLength = 6;
const digits = 257;
const mostKey = digits ** keyLength - 1;

/**
 * Nodes by their names. Some bytes at a time and as numbers, which is several times as fast as to compare names with each
 * other.
 */
export function* inNameOrder(names: StringColumn, nodes: ArrayLike<number>): InPieces<Uint32Array> {
  const ordered = Uint32Array.from(nodes);
  const groups: { group: Uint32Array; from: number }[] = [{ group: ordered, from: 0 }];
  for (let next = groups.pop(); next; next = groups.pop()) {
    const { group, from } = next;
    yield;
    if (group.length < few) {
      group.sort((a, b) => compareNames(names, a, b));
      continue;
    }
    const differing = sharedEnd(names, group, from);
    const alike = yield* orderByKey(names, group, differing);
    for (const group of alike) groups.push({ group, from: differing + keyLength });
  }
  return ordered;
}

/** Where the names, which are alike up to `from`, stop being it. */
function sharedEnd(names: StringColumn, group: Uint32Array, from: number): number {
  const { bytes, ends } = names;
  const [first = 0] = group;
  const start = startOf(names, first);
  let shared = (ends[first] as number) - start;
  for (const node of group) {
    const other = startOf(names, node);
    const most = Math.min(shared, (ends[node] as number) - other);
    let at = from;
    while (at < most && bytes[other + at] === bytes[start + at]) at++;
    shared = at;
  }
  return shared;
}

/** Sorts by the bytes from `from` on that fit in a number; gives the runs that are alike in them and go on behind them. */
function* orderByKey(names: StringColumn, group: Uint32Array, from: number): InPieces<Uint32Array[]> {
  const keyOf = (node: number): number => keyAt(names, node, from);
  group.set(yield* heaviestFirstInPieces(group, (node) => mostKey - keyOf(node)));
  yield;
  const alike: Uint32Array[] = [];
  let [start, key] = [0, keyOf(group[0] as number)];
  for (let at = 1; at <= group.length; at++) {
    const other = at < group.length ? keyOf(group[at] as number) : -1;
    if (other === key) continue;
    if (at - start > 1 && key % digits !== 0) alike.push(group.subarray(start, at));
    [start, key] = [at, other];
  }
  return alike;
}

function keyAt(column: StringColumn, node: number, from: number): number {
  const { bytes, ends } = column;
  const start = startOf(column, node) + from;
  const end = ends[node] as number;
  let key = 0;
  for (let at = start; at < start + keyLength; at++) key = key * digits + (at < end ? (bytes[at] as number) + 1 : 0);
  return key;
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
