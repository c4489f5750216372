/** A text that is looked for, and what is to be done where it stands. */
export interface Anchor {
  readonly text: string;
  readonly anyCase: boolean;
  /** Numbers of the detectors that are tried there. */
  readonly detectors: readonly number[];
}

/** Bytes that are compared at once; an anchor has three at least, the fourth is then any. */
const windowSize = 4;
const bucketCount = 1 << 14;

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
const upper = (byte: number): number => (byte >= 97 && byte <= 122 ? byte - 32 : byte);
const lowered = Uint8Array.from({ length: 256 }, (_, byte) => lower(byte));

/** By the first three bytes of an anchor, in any case. */
function bucketOf(bytes: Uint8Array, at: number): number {
  const first = lowered[bytes[at] as number] as number;
  const second = lowered[bytes[at + 1] as number] as number;
  const third = lowered[bytes[at + 2] as number] as number;
  return ((first << 9) ^ (second << 5) ^ (third * 37)) & (bucketCount - 1);
}

/** An anchor and the bytes that are compared: where it stands in any case, small letters. */
interface Wanted {
  readonly anchor: Anchor;
  readonly bytes: Uint8Array;
  /** Its first four bytes as one number; null where it has three, or stands in any case. */
  readonly word: number | null;
}

const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) |
  ((bytes[at + 1] as number) << 8) |
  ((bytes[at + 2] as number) << 16) |
  ((bytes[at + 3] as number) << 24);

function stands({ anchor, bytes: wanted }: Wanted, bytes: Uint8Array, at: number, end: number): boolean {
  if (at + wanted.length > end) return false;
  for (let index = 0; index < wanted.length; index++) {
    const byte = bytes[at + index] as number;
    if (wanted[index] !== (anchor.anyCase ? lowered[byte] : byte)) return false;
  }
  return true;
}

/**
 * Where any of many short texts stands in bytes. Looks at the last two bytes of a window of four, and from there knows how
 * far the next window may be: three bytes further, mostly.
 * Sun Wu, Udi Manber: A fast algorithm for multi-pattern searching. University of Arizona, TR-94-17, 1994.
 */
export class AnchorIndex {
  private readonly shifts = new Uint8Array(65_536).fill(windowSize - 1);
  /** Which buckets hold something: most that are asked for hold nothing. */
  private readonly isUsed = new Uint8Array(bucketCount);
  private readonly buckets: Wanted[][] = Array.from({ length: bucketCount }, () => []);

  constructor(anchors: readonly Anchor[]) {
    for (const anchor of anchors) {
      const bytes = Uint8Array.from(anchor.text, (character) => character.charCodeAt(0));
      if (bytes.length < windowSize - 1) throw new RangeError(`The anchor ${anchor.text} is too short`);
      const bucket = bucketOf(bytes, 0);
      this.isUsed[bucket] = 1;
      const word = anchor.anyCase || bytes.length < windowSize ? null : wordAt(bytes, 0);
      this.buckets[bucket]?.push({ anchor, bytes: anchor.anyCase ? bytes.map(lower) : bytes, word });
      for (let last = 1; last < windowSize; last++) this.allow(anchor, bytes, last);
    }
  }

  /** The window may move so far that this pair of bytes stands at `last`. */
  private allow({ anyCase }: Anchor, bytes: Uint8Array, last: number): void {
    const casesOf = (index: number): number[] => {
      const byte = bytes[index];
      if (byte === undefined) return Array.from({ length: 256 }, (_, value) => value);
      return anyCase ? [lower(byte), upper(byte)] : [byte];
    };
    const shift = windowSize - 1 - last;
    for (const first of casesOf(last - 1)) {
      for (const second of casesOf(last)) {
        const pair = (first << 8) | second;
        this.shifts[pair] = Math.min(this.shifts[pair] as number, shift);
      }
    }
  }

  /** Calls `onAnchor` for every anchor that begins from `start` on and ends before `end`, in order; true from it ends the search. */
  find(bytes: Uint8Array, start: number, end: number, onAnchor: (at: number, anchor: Anchor) => boolean): void {
    const { shifts } = this;
    let last = start + windowSize - 1;
    while (last < end) {
      const shift = shifts[((bytes[last - 1] as number) << 8) | (bytes[last] as number)] as number;
      if (shift > 0) last += shift;
      else {
        if (this.findAt(bytes, last - windowSize + 1, end, onAnchor)) return;
        last++;
      }
    }
    // An anchor of three bytes, where no window fits any more.
    if (last === end) this.findAt(bytes, last - windowSize + 1, end, onAnchor);
  }

  private findAt(
    bytes: Uint8Array,
    at: number,
    end: number,
    onAnchor: (at: number, anchor: Anchor) => boolean,
  ): boolean {
    const bucket = bucketOf(bytes, at);
    if (this.isUsed[bucket] === 0) return false;
    const word = wordAt(bytes, at);
    for (const wanted of this.buckets[bucket]!) {
      // Many share three bytes: hundreds of them are numbers.
      if (wanted.word !== null && wanted.word !== word) continue;
      if (stands(wanted, bytes, at, end) && onAnchor(at, wanted.anchor)) return true;
    }
    return false;
  }
}
