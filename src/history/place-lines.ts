// Which entry each instruction made, and what is sure of it. A wrong place is worse than none: whatever could as well be
// otherwise is left out.
import { align, type AlignedPair } from './align.ts';
import { editedLikeness, layerKeywords, likeness, toSequences, type Sides } from './compare-history.ts';

/** Where a step stands in the history. */
export interface Placed {
  /** Into the sides' steps and entries. */
  readonly step: number;
  readonly entry: number;
  readonly kind: 'same' | 'edited' | 'unclear';
  /** How much of an edited line is the same, from 0 to 1; 1 for others. */
  readonly likeness: number;
}

function toPlaced({ steps, entries }: Sides, { row, column, clear }: AlignedPair): Placed | null {
  const step = steps[row]!;
  const entry = entries[column]!;
  if (likeness(step, entry) !== 'other') {
    return { step: row, entry: column, kind: clear ? 'same' : 'unclear', likeness: 1 };
  }
  // Of an edited line that could stand at several places none is told.
  return clear ? { step: row, entry: column, kind: 'edited', likeness: editedLikeness(step, entry) ?? 0 } : null;
}

/**
 * Ends where more entries lie between two lines that no line explains than lines below speak for being in the right place:
 * those may be the base image's, which said the same by chance.
 */
function withoutStrays({ steps, floor }: Sides, placed: readonly Placed[]): Placed[] {
  if (floor !== null) return [...placed];
  const weight = ({ kind, step }: Placed): number =>
    kind === 'same' ? (layerKeywords.has(steps[step]!.text.keyword) ? 1 : 0.5) : 0;
  let below = 0;
  let cut = 0;
  placed.forEach((one, index) => {
    const before = placed[index - 1];
    if (before && one.entry - before.entry - 1 > below) cut = index;
    if (cut === index) below = 0;
    below += weight(one);
  });
  return placed.slice(cut);
}

/** Steps that found their place, in order. */
export function placeLines(sides: Sides): Placed[] {
  if (sides.steps.length === 0 || sides.entries.length === 0) return [];
  const placed = align(toSequences(sides)).map((pair) => toPlaced(sides, pair));
  return withoutStrays(
    sides,
    placed.filter((one) => one !== null),
  );
}
