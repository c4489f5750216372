import type { Detector } from './detector.ts';
import { PatternError, PatternReader, type ByteSet, type PatternNode } from './pattern-syntax.ts';

/** What a match begins with, as far as each of its first bytes is one of some: seen without decoding a text. */
export interface FirstBytes {
  readonly count: number;
  /** By byte: a bit for each place, from the first on, that it may stand at. */
  readonly places: Uint32Array;
}

/** More of them tell hardly more, and are all gone through where an anchor stands again and again. */
const mostPlaces = 16;

/** The bytes that may stand at each place; `isWhole`: a match ends behind them. */
interface Beginning {
  readonly sets: readonly ByteSet[];
  readonly isWhole: boolean;
}

const empty: Beginning = { sets: [], isWhole: true };

function joined(before: Beginning, next: () => Beginning): Beginning {
  if (!before.isWhole || before.sets.length >= mostPlaces) return { ...before, isWhole: false };
  const { sets, isWhole } = next();
  return { sets: [...before.sets, ...sets], isWhole };
}

const union = (sets: readonly ByteSet[]): ByteSet =>
  sets.reduce((one, other) => one.map((value, byte) => value | other[byte]!));

function ofChoice(options: readonly Beginning[]): Beginning {
  const least = Math.min(...options.map(({ sets }) => sets.length));
  const sets = Array.from({ length: least }, (_, place) => union(options.map((option) => option.sets[place]!)));
  return { sets, isWhole: options.every((option) => option.isWhole && option.sets.length === least) };
}

function beginningOf(node: PatternNode): Beginning {
  switch (node.kind) {
    case 'set':
      return { sets: [node.bytes], isWhole: true };
    case 'sequence':
      return node.items.reduce((before, item) => joined(before, () => beginningOf(item)), empty);
    case 'choice':
      return ofChoice(node.options.map(beginningOf));
    case 'repeat': {
      const once = beginningOf(node.node);
      let all = empty;
      for (let count = 0; count < Math.min(node.min, mostPlaces); count++) all = joined(all, () => once);
      return { ...all, isWhole: all.isWhole && node.min === node.max };
    }
    // Without a length.
    case 'look':
    case 'edge':
      return empty;
    default:
      return node satisfies never;
  }
}

/** Null where nothing is known of them, or nothing that the detector's anchors do not say. */
export function firstBytesOf({ pattern, anchors }: Detector): FirstBytes | null {
  try {
    const { sets } = beginningOf(new PatternReader(pattern.source, pattern.ignoreCase).read());
    const count = Math.min(sets.length, mostPlaces);
    if (count <= Math.min(...anchors.map(({ length }) => length))) return null;
    const places = new Uint32Array(256);
    for (const [place, set] of sets.slice(0, count).entries()) {
      for (let byte = 0; byte < 256; byte++) if (set[byte] === 1) places[byte]! |= 1 << place;
    }
    return { count, places };
  } catch (error) {
    // A pattern that refers back to a group, or counts further than a user's may.
    if (error instanceof PatternError) return null;
    throw error;
  }
}

/** Whether a match can begin at a place; it can't where the bytes end too soon. */
export function canBegin({ count, places }: FirstBytes, bytes: Uint8Array, at: number): boolean {
  if (at + count > bytes.length) return false;
  for (let place = 0; place < count; place++) {
    if (((places[bytes[at + place] as number] as number) & (1 << place)) === 0) return false;
  }
  return true;
}
