import { bytesAt } from '../bytes/string-column.ts';
import type { RootfsColumns } from './columns.ts';

const slash = 47;

/** A character for each byte: names need not be UTF-8, and two that differ in bytes are two. */
function keyOf(bytes: Uint8Array): string {
  let key = '';
  for (const byte of bytes) key += String.fromCharCode(byte);
  return key;
}

/** Finds nodes by the bytes of normalised paths; children of a directory are sorted by name once it is asked for. */
export class NodeFinder {
  private readonly firstChildren: Int32Array;
  private readonly nextSiblings: Int32Array;
  private readonly byName = new Map<number, Map<string, number>>();

  constructor(private readonly columns: Pick<RootfsColumns, 'names' | 'parents'>) {
    const { parents } = columns;
    this.firstChildren = new Int32Array(parents.length).fill(-1);
    this.nextSiblings = new Int32Array(parents.length).fill(-1);
    for (let node = parents.length - 1; node > 0; node--) {
      const parent = parents[node] as number;
      this.nextSiblings[node] = this.firstChildren[parent] as number;
      this.firstChildren[parent] = node;
    }
  }

  /** -1 where no layer mentions it; 0 for no bytes: the root. */
  find(path: Uint8Array): number {
    let node = 0;
    for (let start = 0; start < path.length && node >= 0;) {
      const at = path.indexOf(slash, start);
      const end = at < 0 ? path.length : at;
      node = this.namesBelow(node).get(keyOf(path.subarray(start, end))) ?? -1;
      start = end + 1;
    }
    return node;
  }

  private namesBelow(directory: number): Map<string, number> {
    const known = this.byName.get(directory);
    if (known) return known;
    const names = new Map<string, number>();
    for (let child = this.firstChildren[directory] as number; child >= 0; child = this.nextSiblings[child] as number) {
      names.set(keyOf(bytesAt(this.columns.names, child)), child);
    }
    this.byName.set(directory, names);
    return names;
  }
}
