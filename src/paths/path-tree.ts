import { grow, roomFor } from '../bytes/grow.ts';
import type { Bytes } from '../bytes/units.ts';
import { startOf, StringColumnBuilder, type StringColumn } from '../bytes/string-column.ts';
import { hashOf } from './hash.ts';

const slash = 47;
/** Of a slot, those that hold one more than a node; above them are bits of its hash. */
const nodeBits = 0x7fffff;
const noBytes = new Uint8Array(0);

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
  /** One more than a node, with bits of its hash; 0 is free. */
  private slots = new Int32Array(4096);
  /** The path looked up last, where it lies, and the nodes of its directories: neighbours in a tar share most of them. */
  private last: Uint8Array = noBytes;
  private lastStart = 0;
  private lastEnd = 0;
  /** By level: where the directory's name ends, counted from the path's start, and its node. */
  private directoryEnds: number[] = [];
  private directoryNodes: number[] = [];
  /** Directories of the last path. */
  private levels = 0;

  constructor() {
    this.append(-1, noBytes, 0, 0, 0);
  }

  get count(): number {
    return this.names.length;
  }

  /** The node of a normalised path, or of a part of `path` that is one; made where it is new. `path` must not change. */
  intern(path: Uint8Array, start = 0, end = path.length): number {
    if (start === end) return 0;
    this.keepCommonDirectories(path, start, end);
    let node = this.levels === 0 ? 0 : (this.directoryNodes[this.levels - 1] as number);
    let from = this.levels === 0 ? start : start + (this.directoryEnds[this.levels - 1] as number) + 1;
    for (;;) {
      const to = endOfPart(path, from, end);
      node = this.internBelow(node, path, from, to, to - start);
      if (to === end) return node;
      this.directoryEnds[this.levels] = to - start;
      this.directoryNodes[this.levels++] = node;
      from = to + 1;
    }
  }

  /** The node of a name below a directory; made where it is new. The path that it ends is so long. */
  internBelow(directory: number, name: Uint8Array, start: number, end: number, pathLength: Bytes): number {
    const known = this.count;
    const node = this.child(directory, name, start, end);
    if (node === known) this.pathBytes += pathLength;
    return node;
  }

  /** Forgets the directories of the last path that are not this one's too. */
  private keepCommonDirectories(path: Uint8Array, start: number, end: number): void {
    const { last, lastStart, directoryEnds } = this;
    const most = Math.min(end - start, this.lastEnd - lastStart);
    let common = 0;
    while (common < most && last[lastStart + common] === path[start + common]) common++;
    // A directory is common with the slash behind it.
    while (this.levels > 0 && (directoryEnds[this.levels - 1] as number) >= common) this.levels--;
    this.last = path;
    this.lastStart = start;
    this.lastEnd = end;
  }

  /** The node of a normalised path that is a part of `path`; -1 where there is none. */
  find(path: Uint8Array, start = 0, end = path.length): number {
    let node = 0;
    for (let from = start; from < end && node >= 0;) {
      const to = endOfPart(path, from, end);
      const hash = hashOf(path, from, to, node);
      node = ((this.slots[this.slotOf(hash, node, path, from, to)] as number) & nodeBits) - 1;
      from = to + 1;
    }
    return node;
  }

  finish(): { names: StringColumn; parents: Int32Array<ArrayBuffer> } {
    return { names: this.names.finish(), parents: this.parents.slice(0, this.count) };
  }

  private child(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end, parent);
    const slot = this.slotOf(hash, parent, bytes, start, end);
    const taken = this.slots[slot] as number;
    if (taken !== 0) return (taken & nodeBits) - 1;
    this.slots[slot] = slotValue(hash, this.count);
    return this.append(parent, bytes, start, end, hash);
  }

  /** The slot of a child, or the free one where it would stand. */
  private slotOf(hash: number, parent: number, bytes: Uint8Array, start: number, end: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const taken = slots[slot] as number;
      if (taken === 0) return slot;
      // Nodes lie all over the memory: most of those that only share the slot are told by the hash's bits in it.
      if (((taken ^ hash) & ~nodeBits) !== 0) continue;
      const node = (taken & nodeBits) - 1;
      if (this.parents[node] === parent && this.names.equals(node, bytes, start, end)) return slot;
    }
  }

  private append(parent: number, bytes: Uint8Array, start: number, end: number, hash: number): number {
    const node = this.count;
    if (node === this.parents.length) this.grow(roomFor(node));
    this.names.push(bytes, start, end);
    this.hashes[node] = hash;
    this.parents[node] = parent;
    // The root has no slot: nothing looks it up.
    if (this.count * 2 > this.slots.length) this.slots = rehashed(this.hashes, this.count);
    return node;
  }

  private grow(capacity: number): void {
    this.parents = grow(this.parents, capacity);
    this.hashes = grow(this.hashes, capacity);
  }
}

const slotValue = (hash: number, node: number): number => (hash & ~nodeBits) | (node + 1);

/** Slots for twice as many nodes as there are; close together, because each is a page or a cache line of its own. */
function rehashed(hashes: Int32Array, count: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(count * 2 + 1)));
  const mask = slots.length - 1;
  for (let node = 1; node < count; node++) {
    const hash = hashes[node] as number;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = slotValue(hash, node);
  }
  return slots;
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
