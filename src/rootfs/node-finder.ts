import { bytesAt } from '../bytes/string-column.ts';
import type { Rootfs } from './rootfs.ts';

const slash = 47;

/** A character for each byte: names need not be UTF-8, and two that differ in bytes are two. */
function keyOf(bytes: Uint8Array): string {
  let key = '';
  for (const byte of bytes) key += String.fromCharCode(byte);
  return key;
}

/** Finds nodes by the bytes of normalised paths; children of a directory are sorted by name once it is asked for. */
export class NodeFinder {
  private readonly byName = new Map<number, Map<string, number>>();

  constructor(private readonly rootfs: Rootfs) {}

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
    const { columns } = this.rootfs;
    const children = this.rootfs.childrenOf(directory);
    const names = new Map(children.map((child) => [keyOf(bytesAt(columns.names, child)), child]));
    this.byName.set(directory, names);
    return names;
  }
}
