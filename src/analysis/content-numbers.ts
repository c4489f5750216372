import { digestSize, type FileDigests } from './hash-files.ts';

/** A number for every content: equal contents have the same. Typed arrays, because an image has many files. */
export interface ContentNumbers {
  /** By event: its content, from 0; -1 where it was not hashed. */
  readonly numberOf: Int32Array;
  readonly count: number;
  /** The 32 bytes of a content's digest. */
  digestOf(number: number): Uint8Array;
}

/** Numbers the contents by their digests, in the order in which they first come. */
export function numberContents(eventCount: number, hashed: readonly FileDigests[]): ContentNumbers {
  const table = new DigestTable(hashed);
  const numberOf = new Int32Array(eventCount).fill(-1);
  for (const [source, { events }] of hashed.entries()) {
    for (let at = 0; at < events.length; at++) numberOf[events[at] as number] = table.number(source, at);
  }
  return { numberOf, count: table.count, digestOf: (number) => table.digestOf(number) };
}

const wordsOfDigest = digestSize / Uint32Array.BYTES_PER_ELEMENT;

/**
 * Digests by number, found again through their first bytes: open addressing, half of the places at most taken. They stay where
 * they came: of each number it is known where it came first.
 */
class DigestTable {
  count = 0;
  private readonly words: readonly Uint32Array[];
  private readonly firstSources: Uint32Array;
  private readonly firstFiles: Uint32Array;
  private readonly places: Int32Array;

  constructor(private readonly hashed: readonly FileDigests[]) {
    const most = hashed.reduce((sum, { events }) => sum + events.length, 0);
    this.words = hashed.map(
      ({ events, digests }) => new Uint32Array(digests.buffer, digests.byteOffset, events.length * wordsOfDigest),
    );
    this.firstSources = new Uint32Array(most);
    this.firstFiles = new Uint32Array(most);
    this.places = new Int32Array(2 ** Math.ceil(Math.log2(most * 2 + 1))).fill(-1);
  }

  /** That of the digest of a file, by the list that it is in and its place there. */
  number(source: number, file: number): number {
    const words = this.words[source]!;
    const start = file * wordsOfDigest;
    const mask = this.places.length - 1;
    let place = (words[start] as number) & mask;
    for (let known = this.places[place] as number; known >= 0; known = this.places[place] as number) {
      if (this.equals(known, words, start)) return known;
      place = (place + 1) & mask;
    }
    this.places[place] = this.count;
    this.firstSources[this.count] = source;
    this.firstFiles[this.count] = file;
    return this.count++;
  }

  digestOf(number: number): Uint8Array {
    const start = (this.firstFiles[number] as number) * digestSize;
    return this.hashed[this.firstSources[number] as number]!.digests.subarray(start, start + digestSize);
  }

  private equals(number: number, words: Uint32Array, start: number): boolean {
    const own = this.words[this.firstSources[number] as number]!;
    const ownStart = (this.firstFiles[number] as number) * wordsOfDigest;
    for (let word = 0; word < wordsOfDigest; word++) {
      if (own[ownStart + word] !== words[start + word]) return false;
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
