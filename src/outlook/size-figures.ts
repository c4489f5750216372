import { formatBytes } from '../bytes/units.ts';
import { estimated, measured, notKnown, type Figure } from './figure.ts';
import type { Change } from '../optimize/review.ts';
import { rangeOf } from './journey.ts';
import { bottomImage } from './layer-figures.ts';
import { changesOn, isBettered, type ImageFacts, type OutlookFacts } from './outlook-facts.ts';
import { unmeasuredReason } from './unmeasured.ts';

const noImage = notKnown('No image is open.');

function readOf({ unread }: ImageFacts): string {
  if (unread === 0) return 'The sum of the files of every layer.';
  return `The sum of the files that could be read: ${unread} of the layers could not be read to ${unread === 1 ? 'its' : 'their'} end.`;
}

const partly = ({ unread }: ImageFacts): { isPartial?: true } => (unread > 0 ? { isPartial: true } : {});

export function sizeToday({ image }: OutlookFacts): Figure {
  return image ? measured(image.stored, readOf(image), partly(image)) : noImage;
}

/** The size with the changes that are on: today's less what the image shows that they save. */
export function sizeThen(facts: OutlookFacts): Figure {
  const { image, dockerfile } = facts;
  const reason = unmeasuredReason(facts);
  if (!image || reason !== null) return notKnown(reason ?? 'No image is open.');
  if (!isBettered(facts)) return sizeToday(facts);
  const changes = changesOn(facts);
  const { unmeasured, left } = unmeasuredOf(changes);
  const range = rangeOf(changes);
  if (unmeasured === changes.length && !range) return notKnown('What the changes save does not show in the image.');
  const saves = dockerfile?.review?.proposal?.saves ?? 0;
  const further = range ? `${formatBytes(range.least)} to ${formatBytes(range.most)} less by further estimates` : '';
  const basis = `Today’s size less the ${formatBytes(saves)} of stored files that the changes take out.${left}`;
  return estimated(Math.max(0, image.stored - saves), range ? `${basis} It is ${further}.` : basis, {
    ...partly(image),
    ...(range && { detail: further }),
  });
}

function unmeasuredOf(changes: readonly Change[]): { unmeasured: number; left: string } {
  const unmeasured = changes.filter(({ saves }) => saves === null).length;
  const left = unmeasured > 0 ? ` ${unmeasured} of ${changes.length} changes are not measured and left out.` : '';
  return { unmeasured, left };
}

export function wastedToday({ image }: OutlookFacts): Figure {
  if (!image) return noImage;
  return measured(image.wasted, 'Stored in a layer, and deleted or overwritten by a later one.', partly(image));
}

/** What is wasted with the changes that are on: today's less what of it they take out, or what then lies over nothing. */
export function wastedThen(facts: OutlookFacts): Figure {
  const { image, dockerfile } = facts;
  const reason = unmeasuredReason(facts);
  if (!image || reason !== null) return notKnown(reason ?? 'No image is open.');
  if (!isBettered(facts)) return wastedToday(facts);
  const changes = changesOn(facts);
  const { unmeasured, left } = unmeasuredOf(changes);
  if (unmeasured === changes.length && image.wasted > 0) {
    return notKnown('What the changes take out of the waste does not show in the image.');
  }
  const saved = Math.min(image.wasted, dockerfile?.review?.proposal?.wasteSaved ?? 0);
  const base = isSameBase(facts) ? '' : ' What the new base image wastes by itself is not known and left out.';
  const basis = `Today’s waste less the ${formatBytes(saved)} of it that the changes take out.${left}${base}`;
  return estimated(image.wasted - saved, basis, partly(image));
}

function isSameBase({ dockerfile }: OutlookFacts): boolean {
  const { better } = dockerfile ?? {};
  return !dockerfile || !better || bottomImage(dockerfile.dockerfile) === bottomImage(better.dockerfile);
}
