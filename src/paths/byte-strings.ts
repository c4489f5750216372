import { grow } from '../bytes/grow.ts';
import { StringColumnBuilder } from '../bytes/string-column.ts';

// Names can be made to share a hash that is known beforehand, and a million of them would take hours. So the hash begins
// and multiplies with secrets; nothing outside depends on them.
const [secret = 0, even = 0] = crypto.getRandomValues(new Uint32Array(2));
const factor = even | 1;

/** A hash over bytes start to end, begun with `seed`; another one in every worker. */
export function hashOf(bytes: Uint8Array, start: number, end: number, seed = 0): number {
  let hash = Math.imul(secret ^ seed, factor);
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (hash >>> 15) ^ (bytes[at] as number), factor);
  return hash ^ (hash >>> 15);
}

/** Numbers byte strings in the order they first come: each one once, found again by a hash table in typed arrays. */
export class ByteStrings {
  private readonly strings = new StringColumnBuilder();
  private hashes = new Int32Array(1024);
  /** One more than a number; 0 is free. */
  private slots = new Int32Array(4096);

  get count(): number {
    return this.strings.length;
  }

  /** The number of the string from start to end; `count` grows where it is new. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const known = (this.slots[slot] as number) - 1;
      if (this.hashes[known] === hash && this.strings.equals(known, bytes, start, end)) return known;
    }
    const number = this.count;
    if (number === this.hashes.length) this.hashes = grow(this.hashes, number * 2);
    this.strings.push(bytes, start, end);
    this.hashes[number] = hash;
    this.slots[slot] = number + 1;
    if (this.count * 2 > this.slots.length) this.slots = rehashed(this.hashes, this.count);
    return number;
  }
}

/** Slots for twice as many strings as there are. */
export function rehashed(hashes: Int32Array, count: number, first = 0): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(count * 4)));
  const mask = slots.length - 1;
  for (let number = first; number < count; number++) {
    let slot = (hashes[number] as number) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number + 1;
  }
  return slots;
}
