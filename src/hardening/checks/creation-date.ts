import type { ArchiveImage } from '../../image/model.ts';
import { notApplicable, passed, unknown, verdictOf, type HardeningCheck, type Verdict } from '../check.ts';
import { checkConfig } from '../check-config.ts';
import { shortText } from '../short-text.ts';

/** Clocks of builders and readers differ. */
const slack = 3_600_000;

/** Before it there were no containers, and no clock that is set says so. */
const firstYear = Date.UTC(1980, 0, 1);

/** Nothing in Go, the epoch, the earliest date of a zip: what builders write that leave the date out. */
const fixedDates: ReadonlySet<number> = new Set([
  Date.UTC(1970, 0, 1),
  Date.UTC(1970, 0, 1, 0, 0, 1),
  firstYear,
  Date.UTC(1980, 0, 1, 0, 0, 1),
  Date.parse('0001-01-01T00:00:00Z'),
]);

function checkDate(image: ArchiveImage, check: (time: number, created: string) => Verdict): Verdict {
  const { created } = image;
  if (created === null || created.trim() === '') return notApplicable('The image does not say when it was created.');
  const time = Date.parse(created);
  return Number.isNaN(time)
    ? unknown(`Its date of creation cannot be read: ${shortText(created)}.`)
    : check(time, created);
}

/** `now`: the time, in milliseconds. */
export const notInFuture = (now: () => number): HardeningCheck => ({
  code: 'PL2007',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'metadata',
  title: 'The image was not created in the future',
  why: 'What cleans up or updates by age passes over such an image for as long. Either the clock of the machine that built it was wrong, or the one here is.',
  fix: 'Set the clock where the image is built, or SOURCE_DATE_EPOCH to a date that has been, and build it again.',
  check: (hardened) =>
    checkConfig(hardened, (image) =>
      checkDate(image, (time, created) => {
        if (time <= now() + slack) return passed;
        return verdictOf([{ message: `It was created on ${shortText(created, 40)}, which is in the future.` }]);
      }),
    ),
});

export const createdInFuture = notInFuture(Date.now);

export const createdBeforeContainers: HardeningCheck = {
  code: 'PL2008',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'metadata',
  title: 'The date of creation tells the image’s age',
  why: 'What cleans up or updates by age takes such an image for decades old.',
  fix: 'Set the clock where the image is built, or SOURCE_DATE_EPOCH to the date of the commit.',
  check: (hardened) =>
    checkConfig(hardened, (image) =>
      checkDate(image, (time, created) => {
        if (fixedDates.has(time)) {
          return notApplicable(
            `Its date, ${shortText(created, 40)}, is one that reproducible builds set on purpose: it does not tell the age.`,
          );
        }
        if (time >= firstYear) return passed;
        return verdictOf([{ message: `It was created on ${shortText(created, 40)}, before there were containers.` }]);
      }),
    ),
};
