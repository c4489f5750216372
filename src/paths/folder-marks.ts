import { pieces, whole, type InPieces } from '../bytes/in-pieces.ts';
import { startOf, textAt, type StringColumn } from '../bytes/string-column.ts';

interface Place {
  readonly bit: number;
  /** Names above the last one, the nearest first. */
  readonly above: readonly string[];
  readonly fromRoot: boolean;
}

/** Names are told apart by these first: decoding each of a million takes much longer. */
const signOf = (length: number, first: number, last: number): number => length * 65_536 + first * 256 + last;

function byLastName(lists: readonly (readonly string[])[]): Map<string, Place[]> {
  const found = new Map<string, Place[]>();
  for (const [index, places] of lists.entries()) {
    for (const text of places) {
      const [last = '', ...above] = text.split('/').filter(Boolean).reverse();
      const place = { bit: 1 << index, above, fromRoot: text.startsWith('/') };
      found.set(last, [...(found.get(last) ?? []), place]);
    }
  }
  return found;
}

function signsOf(names: Iterable<string>): Set<number> {
  const signs = new Set<number>();
  for (const name of names) {
    const bytes = new TextEncoder().encode(name);
    signs.add(signOf(bytes.length, bytes[0] ?? 0, bytes.at(-1) ?? 0));
  }
  return signs;
}

/**
 * By node of a tree in which a parent has a smaller number than its children: bit n is set where the node is one of the places
 * of list n, or lies below one. `/var/cache/apt` is that very path, `node_modules/.cache` such a one wherever it is. No more
 * than 32 lists.
 */
export function markFolders(
  names: StringColumn,
  parents: Int32Array,
  lists: readonly (readonly string[])[],
): Uint32Array {
  return whole(markFoldersInPieces(names, parents, lists));
}

/** The same, to be left between two pieces. */
export function* markFoldersInPieces(
  names: StringColumn,
  parents: Int32Array,
  lists: readonly (readonly string[])[],
): InPieces<Uint32Array> {
  const places = byLastName(lists);
  const signs = signsOf(places.keys());
  const marks = new Uint32Array(parents.length);
  const isAt = (node: number, { above, fromRoot }: Place): boolean => {
    let at = parents[node] as number;
    for (const name of above) {
      if (at <= 0 || textAt(names, at) !== name) return false;
      at = parents[at] as number;
    }
    return !fromRoot || at === 0;
  };
  for (const { from, to } of pieces(parents.length, 1)) {
    for (let node = from; node < to; node++) {
      let mark = marks[parents[node] as number] as number;
      const [start, end] = [startOf(names, node), names.ends[node] as number];
      if (signs.has(signOf(end - start, names.bytes[start] ?? 0, names.bytes[end - 1] ?? 0))) {
        for (const place of places.get(textAt(names, node)) ?? []) if (isAt(node, place)) mark |= place.bit;
      }
      marks[node] = mark;
    }
    yield;
  }
  return marks;
}
