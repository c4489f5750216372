import type { ArchiveImage } from '../image/model.ts';
import { notApplicable, unknown, verdictOf, type Failure, type Verdict } from './check.ts';
import type { HardenedImage } from './hardened-image.ts';
import { placeOf, stepsOf, type HistoryStep } from './history-steps.ts';

/** What a check looks for in each step of the history. */
export interface StepQuestion {
  /** What is wrong with a step, in a sentence; null where nothing is. */
  find(step: HistoryStep): string | null;
  /** Which steps it is about: without one of them it does not apply. */
  readonly about?: {
    matches(step: HistoryStep): boolean;
    /** What no step does, in a sentence. */
    readonly none: string;
  };
}

/** What is said where nothing failed. */
function withoutFailures(unread: string | null, none: string | null): Verdict {
  // A step that is not known may do what the others do not.
  if (unread !== null) return unknown(unread);
  return none === null ? verdictOf([]) : notApplicable(none);
}

/** The verdict over the failures that `find` sees in an image's steps. */
export function checkHistory(
  image: ArchiveImage,
  find: (steps: readonly HistoryStep[]) => readonly Failure[],
  about?: StepQuestion['about'],
): Verdict {
  const { steps, unread } = stepsOf(image);
  if (steps.length === 0) return notApplicable('The image has no history that says how it was built.');
  const failures = find(steps);
  if (failures.length > 0) return verdictOf(failures);
  const isAbout = !about || steps.some((step) => about.matches(step));
  return withoutFailures(unread, isAbout ? null : about.none);
}

export function checkSteps({ image }: HardenedImage, { find, about }: StepQuestion): Verdict {
  const failuresOf = (steps: readonly HistoryStep[]): Failure[] =>
    steps.flatMap((step) => {
      const message = find(step);
      return message === null ? [] : [{ message, ...placeOf(step) }];
    });
  return checkHistory(image, failuresOf, about);
}
