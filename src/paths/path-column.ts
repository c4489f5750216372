import { grow, roomFor } from '../bytes/grow.ts';
import { bytesAt, StringColumnBuilder, type StringColumn } from '../bytes/string-column.ts';
import { hashOf } from './hash.ts';

/**
 * Normalised paths, each as its directory and its name: a directory that several of them share is there once. About
 * half as many bytes, and who looks paths up does so once for each directory.
 */
export interface PathColumn {
  /** Without a slash at the end; the root is empty. */
  readonly directories: StringColumn;
  /** By path: the index of its directory. */
  readonly directoryOf: Uint32Array<ArrayBuffer>;
  /** By path; empty for the root itself. */
  readonly names: StringColumn;
}

const firstCapacity = 1024;
const slash = 47;

export class PathColumnBuilder {
  private readonly directories = new StringColumnBuilder();
  private readonly names = new StringColumnBuilder();
  private directoryOf = new Uint32Array(firstCapacity);
  /** By directory. */
  private hashes = new Int32Array(firstCapacity);
  /** One more than a directory's index; 0 is free. */
  private slots = new Int32Array(firstCapacity);

  /** Adds the path that lies in `bytes` from start to end, its name from nameStart on. */
  push(bytes: Uint8Array, start: number, nameStart: number, end: number): void {
    const at = this.names.length;
    if (at === this.directoryOf.length) this.directoryOf = grow(this.directoryOf, roomFor(at));
    const directoryEnd = nameStart > start ? nameStart - 1 : start;
    const last = at === 0 ? 0 : (this.directoryOf[at - 1] as number);
    const isSame = at > 0 && this.directories.equals(last, bytes, start, directoryEnd);
    this.directoryOf[at] = isSame ? last : this.directory(bytes, start, directoryEnd);
    this.names.push(bytes, nameStart, end);
  }

  /** Empties the column and keeps its memory; false where that is more than `most` bytes. */
  reset(most: number): boolean {
    this.slots.fill(0);
    const small = [this.directories, this.names].map((column) => column.reset(most)).every(Boolean);
    return small && this.directoryOf.byteLength + this.hashes.byteLength + this.slots.byteLength <= most;
  }

  finish(): PathColumn {
    return {
      directories: this.directories.finish(),
      directoryOf: this.directoryOf.slice(0, this.names.length),
      names: this.names.finish(),
    };
  }

  /** The index of a directory; it is added where it is new. */
  private directory(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const known = (this.slots[slot] as number) - 1;
      if (this.hashes[known] === hash && this.directories.equals(known, bytes, start, end)) return known;
    }
    const added = this.directories.length;
    this.slots[slot] = added + 1;
    this.directories.push(bytes, start, end);
    if (added === this.hashes.length) this.hashes = grow(this.hashes, roomFor(added));
    this.hashes[added] = hash;
    if (this.directories.length * 2 > this.slots.length) this.rehash();
    return added;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 4);
    const mask = this.slots.length - 1;
    for (let directory = 0; directory < this.directories.length; directory++) {
      let slot = (this.hashes[directory] as number) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = directory + 1;
    }
  }
}

/** A path as a whole. */
export function pathAt({ directories, directoryOf, names }: PathColumn, index: number): Uint8Array {
  const directory = bytesAt(directories, directoryOf[index] as number);
  const name = bytesAt(names, index);
  if (directory.length === 0) return name;
  const path = new Uint8Array(directory.length + 1 + name.length);
  path.set(directory);
  path[directory.length] = slash;
  path.set(name, directory.length + 1);
  return path;
}

/** The buffers of a column, for transfer. */
export const pathBuffers = ({ directories, directoryOf, names }: PathColumn): ArrayBuffer[] => [
  directories.bytes.buffer,
  directories.ends.buffer,
  directoryOf.buffer,
  names.bytes.buffer,
  names.ends.buffer,
];
