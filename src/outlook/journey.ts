import type { Bytes } from '../bytes/units.ts';
import type { Change } from '../optimize/review.ts';
import { changesOn, type OutlookFacts } from './outlook-facts.ts';
import { unmeasuredReason } from './size-figures.ts';

/** One change's own share of what is saved: bytes that no change before it takes out. */
export interface JourneyStep {
  readonly id: string;
  readonly title: string;
  readonly saves: Bytes;
  /** The estimated size with this change and those before it. */
  readonly after: Bytes;
}

/** From the size today to the estimated end. */
export interface Journey {
  readonly start: Bytes;
  readonly end: Bytes;
  /** In the order of applying, as a change's share is what those before it leave. */
  readonly steps: readonly JourneyStep[];
  /** Looked up in the image: they save no bytes that it shows. */
  readonly nothing: readonly Pick<Change, 'id' | 'title'>[];
  /** The image does not show what they save. */
  readonly unmeasured: readonly Pick<Change, 'id' | 'title'>[];
}

export type JourneyOrReason = Journey | { readonly reason: string };

const named = ({ id, title }: Change): Pick<Change, 'id' | 'title'> => ({ id, title });

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
  let size = facts.image.stored;
  const steps: JourneyStep[] = [];
  for (const { id, title, saves } of on) {
    if (saves === null || saves <= 0) continue;
    size = Math.max(0, size - saves);
    steps.push({ id, title, saves, after: size });
  }
  return {
    start: facts.image.stored,
    end: size,
    steps,
    nothing: on.filter(({ saves }) => saves === 0).map(named),
    unmeasured: on.filter(({ saves }) => saves === null).map(named),
  };
}
