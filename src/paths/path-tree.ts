import { grow } from '../bytes/grow.ts';
import type { Bytes } from '../bytes/units.ts';
import { startOf, StringColumnBuilder, type StringColumn } from '../bytes/string-column.ts';
import { ByteStrings, hashOf, rehashed } from './byte-strings.ts';

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
  /** One more than a node; 0 is free. */
  private slots = new Int32Array(4096);
  /** Directories by their whole path, so that not every lookup has to walk down from the root. */
  private readonly directories = new ByteStrings();
  private directoryNodes = new Int32Array(256);
  /** The directory of the path looked up last, and its length: entries of a tar come directory by directory. */
  private lastDirectory = new Uint8Array(256);
  private lastLength = 0;
  private lastNode = 0;

  constructor() {
    this.append(-1, new Uint8Array(0), 0, 0, 0);
  }

  get count(): number {
    return this.names.length;
  }

  /** The node of a normalised path, or of a part of `path` that is one; made where it is new. */
  intern(path: Uint8Array, start = 0, end = path.length): number {
    if (start === end) return 0;
    let split = end;
    while (split > start && path[split - 1] !== slash) split--;
    const length = Math.max(0, split - start - 1);
    if (!this.isLastDirectory(path, start, length)) {
      this.lastNode = this.directory(path, start, start + length);
      this.remember(path, start, length);
    }
    const known = this.count;
    const node = this.child(this.lastNode, path, split, end);
    if (node === known) this.pathBytes += end - start;
    return node;
  }

  /** The node of a normalised path that is a part of `path`; -1 where there is none. */
  find(path: Uint8Array, start = 0, end = path.length): number {
    let node = 0;
    for (let from = start; from < end && node >= 0;) {
      const to = endOfPart(path, from, end);
      const hash = hashOf(path, from, to, node);
      node = (this.slots[this.slotOf(hash, node, path, from, to)] as number) - 1;
      from = to + 1;
    }
    return node;
  }

  finish(): { names: StringColumn; parents: Int32Array<ArrayBuffer> } {
    return { names: this.names.finish(), parents: this.parents.slice(0, this.count) };
  }

  private isLastDirectory(path: Uint8Array, start: number, length: number): boolean {
    if (length !== this.lastLength) return false;
    const last = this.lastDirectory;
    // Neighbours differ near their ends.
    for (let at = length - 1; at >= 0; at--) if (last[at] !== path[start + at]) return false;
    return true;
  }

  private remember(path: Uint8Array, start: number, length: number): void {
    if (length > this.lastDirectory.length) this.lastDirectory = new Uint8Array(length * 2);
    for (let at = 0; at < length; at++) this.lastDirectory[at] = path[start + at] as number;
    this.lastLength = length;
  }

  private directory(path: Uint8Array, start: number, end: number): number {
    const known = this.directories.count;
    const number = this.directories.intern(path, start, end);
    if (number < known) return this.directoryNodes[number] as number;
    if (number === this.directoryNodes.length) this.directoryNodes = grow(this.directoryNodes, number * 2);
    return (this.directoryNodes[number] = this.walk(path, start, end));
  }

  private walk(path: Uint8Array, start: number, end: number): number {
    let node = 0;
    for (let from = start; from < end;) {
      const to = endOfPart(path, from, end);
      const known = this.count;
      node = this.child(node, path, from, to);
      if (node === known) this.pathBytes += to - start;
      from = to + 1;
    }
    return node;
  }

  private child(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end, parent);
    const slot = this.slotOf(hash, parent, bytes, start, end);
    const taken = this.slots[slot] as number;
    if (taken !== 0) return taken - 1;
    this.slots[slot] = this.count + 1;
    return this.append(parent, bytes, start, end, hash);
  }

  /** The slot of a child, or the free one where it would stand. */
  private slotOf(hash: number, parent: number, bytes: Uint8Array, start: number, end: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const node = (this.slots[slot] as number) - 1;
      if (node < 0) return slot;
      if (this.hashes[node] === hash && this.parents[node] === parent && this.names.equals(node, bytes, start, end)) {
        return slot;
      }
    }
  }

  private append(parent: number, bytes: Uint8Array, start: number, end: number, hash: number): number {
    const node = this.count;
    if (node === this.parents.length) this.grow(node * 2);
    this.names.push(bytes, start, end);
    this.hashes[node] = hash;
    this.parents[node] = parent;
    // The root has no slot: nothing looks it up.
    if (this.count * 2 > this.slots.length) this.slots = rehashed(this.hashes, this.count, 1);
    return node;
  }

  private grow(capacity: number): void {
    this.parents = grow(this.parents, capacity);
    this.hashes = grow(this.hashes, capacity);
  }
}

function endOfPart(path: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && path[at] !== slash) at++;
  return at;
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
