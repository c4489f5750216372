import { digestSize, type FileDigests } from './hash-files.ts';

/** A number for every content: equal contents have the same. Typed arrays, because an image has many files. */
export interface ContentNumbers {
  /** By event: its content, from 0; -1 where it was not hashed. */
  readonly numberOf: Int32Array;
  /** 32 bytes for each content. */
  readonly digests: Uint8Array;
  readonly count: number;
}

/** Numbers the contents by their digests, in the order in which they first come. */
export function numberContents(eventCount: number, hashed: readonly FileDigests[]): ContentNumbers {
  const files = hashed.reduce((sum, { events }) => sum + events.length, 0);
  const table = new DigestTable(files);
  const numberOf = new Int32Array(eventCount).fill(-1);
  for (const { events, digests } of hashed) {
    const words = new Uint32Array(digests.buffer, digests.byteOffset, events.length * wordsOfDigest);
    for (let at = 0; at < events.length; at++) numberOf[events[at] as number] = table.number(words, at * wordsOfDigest);
  }
  return { numberOf, digests: new Uint8Array(table.words.buffer), count: table.count };
}

const wordsOfDigest = digestSize / Uint32Array.BYTES_PER_ELEMENT;

/** Digests by number, found again through their first bytes: open addressing, half of the places at most taken. */
class DigestTable {
  readonly words: Uint32Array<ArrayBuffer>;
  count = 0;
  private readonly places: Int32Array;

  constructor(most: number) {
    this.words = new Uint32Array(most * wordsOfDigest);
    this.places = new Int32Array(2 ** Math.ceil(Math.log2(most * 2 + 1))).fill(-1);
  }

  number(source: Uint32Array, start: number): number {
    const mask = this.places.length - 1;
    let place = (source[start] as number) & mask;
    for (let known = this.places[place] as number; known >= 0; known = this.places[place] as number) {
      if (this.equals(known, source, start)) return known;
      place = (place + 1) & mask;
    }
    this.places[place] = this.count;
    this.words.set(source.subarray(start, start + wordsOfDigest), this.count * wordsOfDigest);
    return this.count++;
  }

  private equals(number: number, source: Uint32Array, start: number): boolean {
    const own = number * wordsOfDigest;
    for (let word = 0; word < wordsOfDigest; word++) {
      if (this.words[own + word] !== source[start + word]) return false;
    }
    return true;
  }
}

/** Events by content: those of content n stand in `events` from starts[n] to starts[n + 1], ascending. */
export function eventsByContent({ numberOf, count }: ContentNumbers): { events: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const number of numberOf) if (number >= 0) starts[number + 1]! += 1;
  for (let number = 0; number < count; number++) starts[number + 1]! += starts[number] as number;
  const next = starts.slice();
  const events = new Uint32Array(starts[count] as number);
  for (let event = 0; event < numberOf.length; event++) {
    const number = numberOf[event] as number;
    if (number >= 0) events[next[number]!++] = event;
  }
  return { events, starts };
}
