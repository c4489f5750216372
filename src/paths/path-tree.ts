import { grow } from '../bytes/grow.ts';
import type { Bytes } from '../bytes/units.ts';
import { startOf, StringColumnBuilder, type StringColumn } from '../bytes/string-column.ts';

const slash = 47;

/**
 * Every path once, as a tree of nodes: node 0 is the root, a parent has a smaller number than its children. Lookups go
 * through a hash table over (parent, name) in typed arrays, so that a million paths need no million strings.
 */
export class PathTree {
  private readonly names = new StringColumnBuilder();
  parents = new Int32Array(1024);
  /** Lengths of the paths of all nodes together: what a list of them would take. */
  pathBytes: Bytes = 0;
  private hashes = new Int32Array(1024);
  private slots = new Int32Array(4096).fill(-1);
  /** The directory of the path looked up last: entries of a tar come directory by directory. */
  private lastDirectory: Uint8Array = new Uint8Array(0);
  private lastNode = 0;

  // Names can be made to share a hash that is known beforehand, and a million of them would take hours. So the hash starts
  // and multiplies with secrets; nothing outside depends on them.
  private readonly seed: number;
  private readonly factor: number;

  constructor() {
    const [seed = 0, factor = 0] = crypto.getRandomValues(new Uint32Array(2));
    this.seed = seed;
    this.factor = factor | 1;
    this.append(-1, new Uint8Array(0), 0, 0, 0);
  }

  get count(): number {
    return this.names.length;
  }

  /** The node of a normalised path; made where it is new. */
  intern(path: Uint8Array): number {
    const split = path.lastIndexOf(slash);
    const directory = path.subarray(0, Math.max(0, split));
    if (!sameBytes(directory, this.lastDirectory)) {
      this.lastNode = this.walk(directory, true);
      this.lastDirectory = directory.slice();
    }
    return path.length === 0 ? 0 : this.child(this.lastNode, path, split + 1, path.length, true);
  }

  /** The node of a normalised path; -1 where there is none. */
  find(path: Uint8Array): number {
    return this.walk(path, false);
  }

  finish(): { names: StringColumn; parents: Int32Array<ArrayBuffer> } {
    return { names: this.names.finish(), parents: this.parents.slice(0, this.count) };
  }

  private walk(path: Uint8Array, make: boolean): number {
    let node = 0;
    for (let start = 0; start < path.length;) {
      const split = path.indexOf(slash, start);
      const end = split < 0 ? path.length : split;
      node = this.child(node, path, start, end, make);
      if (node < 0) return node;
      start = end + 1;
    }
    return node;
  }

  private child(parent: number, bytes: Uint8Array, start: number, end: number, make: boolean): number {
    const { factor } = this;
    let hash = Math.imul(this.seed ^ parent, factor);
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ (hash >>> 15) ^ (bytes[at] as number), factor);
    }
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const node = this.slots[slot] as number;
      if (node < 0) {
        if (!make) return -1;
        this.slots[slot] = this.count;
        this.pathBytes += end;
        return this.append(parent, bytes, start, end, hash);
      }
      if (this.hashes[node] === hash && this.parents[node] === parent && this.names.equals(node, bytes, start, end)) {
        return node;
      }
    }
  }

  private append(parent: number, bytes: Uint8Array, start: number, end: number, hash: number): number {
    const node = this.count;
    if (node === this.parents.length) this.grow(node * 2);
    this.names.push(bytes, start, end);
    this.hashes[node] = hash;
    this.parents[node] = parent;
    if (this.count * 2 > this.slots.length) this.rehash();
    return node;
  }

  private grow(capacity: number): void {
    this.parents = grow(this.parents, capacity);
    this.hashes = grow(this.hashes, capacity);
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let node = 1; node < this.count; node++) {
      let slot = (this.hashes[node] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = node;
    }
    this.slots = slots;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** A node's path without leading slash, as bytes. */
export function pathBytes(names: StringColumn, parents: Int32Array, node: number): Uint8Array {
  let length = 0;
  for (let at = node; at > 0; at = parents[at] as number) length += (names.ends[at] as number) - startOf(names, at) + 1;
  const path = new Uint8Array(Math.max(0, length - 1));
  let end = path.length;
  for (let at = node; at > 0; at = parents[at] as number) {
    const name = names.bytes.subarray(startOf(names, at), names.ends[at]);
    path.set(name, end - name.length);
    end -= name.length;
    if (end > 0) path[--end] = slash;
  }
  return path;
}
