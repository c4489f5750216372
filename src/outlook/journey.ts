import type { Bytes } from '../bytes/units.ts';
import type { Change, SavingRange } from '../optimize/review.ts';
import { changesOn, type OutlookFacts } from './outlook-facts.ts';
import { unmeasuredReason } from './unmeasured.ts';

/** One change's own share of what is saved: bytes that no change before it takes out. */
export interface JourneyStep extends Pick<Change, 'id' | 'title' | 'risk' | 'test'> {
  /** Measured in the image; null where only an estimate is there. */
  readonly saves: Bytes | null;
  /** The estimate; null where it is measured. */
  readonly range: SavingRange | null;
  /** The estimated size with this change and those before it: as much as it can be, and as little. */
  readonly after: SizeBetween;
}

/** The same where nothing but measured changes led to it. */
export interface SizeBetween {
  readonly most: Bytes;
  readonly least: Bytes;
}

type Named = Pick<Change, 'id' | 'title' | 'risk' | 'test'>;

/** From the size today to the estimated end. */
export interface Journey {
  readonly start: Bytes;
  readonly end: SizeBetween;
  /** In the order of applying, as a change's share is what those before it leave. */
  readonly steps: readonly JourneyStep[];
  /** Looked up in the image: they save no bytes that it shows. */
  readonly nothing: readonly Named[];
  /** Neither does the image show what they save, nor is there an estimate. */
  readonly unmeasured: readonly Named[];
}

export type JourneyOrReason = Journey | { readonly reason: string };

const named = ({ id, title, risk, test }: Change): Named => ({ id, title, risk, test });

/** What changes that are on may save beside what is measured; null where no estimate is among them. */
export function rangeOf(changes: readonly Change[]): SizeBetween | null {
  const ranges = changes.flatMap(({ saves, range }) => (saves === null && range ? [range] : []));
  if (ranges.length === 0) return null;
  const sum = (which: 'least' | 'most'): Bytes => ranges.reduce((total, range) => total + range[which], 0);
  return { least: sum('least'), most: sum('most') };
}

/** The way down with the changes that are on; the reason where there is none to show. */
export function sizeJourney(facts: OutlookFacts): JourneyOrReason {
  const reason = unmeasuredReason(facts);
  if (reason !== null || !facts.image) return { reason: reason ?? 'No image is open.' };
  const on = changesOn(facts);
  if (on.length === 0) {
    const any = (facts.dockerfile?.review?.proposal?.changes.length ?? 0) > 0;
    return {
      reason: any
        ? 'All changes are switched off.'
        : 'There is nothing to change: the Dockerfile is already as Plimsoll would have it.',
    };
  }
  const start = facts.image.stored;
  let size: SizeBetween = { least: start, most: start };
  const steps: JourneyStep[] = [];
  for (const change of on) {
    const { saves, range } = change;
    const share = saves === null ? range : { least: saves, most: saves };
    if (!share || share.most <= 0) continue;
    size = { most: Math.max(0, size.most - share.least), least: Math.max(0, size.least - share.most) };
    steps.push({ ...named(change), saves, range: saves === null ? range : null, after: size });
  }
  return {
    start,
    end: size,
    steps,
    nothing: on.filter(({ saves }) => saves === 0).map(named),
    unmeasured: on.filter(({ saves, range }) => saves === null && !range).map(named),
  };
}
