import { formatBytes } from '../bytes/units.ts';
import { estimated, measured, notKnown, type Figure } from './figure.ts';
import { changesOn, isBettered, type ImageFacts, type OutlookFacts } from './outlook-facts.ts';

const noImage = notKnown('No image is open.');

function readOf({ unread }: ImageFacts): string {
  if (unread === 0) return 'The sum of the files of every layer.';
  return `The sum of the files that could be read: ${unread} of the layers could not be read to ${unread === 1 ? 'its' : 'their'} end.`;
}

const partly = ({ unread }: ImageFacts): { isPartial?: true } => (unread > 0 ? { isPartial: true } : {});

/** Why the image tells nothing of what the changes save; null where it does. */
export function unmeasuredReason({ dockerfile, image }: OutlookFacts): string | null {
  if (!dockerfile) return 'No Dockerfile is open.';
  if (!image || dockerfile.measured === 'no-image') return 'No image is read.';
  if (!dockerfile.review || dockerfile.measured === 'pending') return 'What the changes save is being measured.';
  if (dockerfile.measured === 'unmeasured')
    return dockerfile.review.unmeasured ?? 'The image is of another Dockerfile.';
  return null;
}

export function sizeToday({ image }: OutlookFacts): Figure {
  return image ? measured(image.stored, readOf(image), partly(image)) : noImage;
}

/** The size with the changes that are on: today's less what the image shows that they save. */
export function sizeThen(facts: OutlookFacts): Figure {
  const { image, dockerfile } = facts;
  const reason = unmeasuredReason(facts);
  if (!image || reason !== null) return notKnown(reason ?? 'No image is open.');
  if (!isBettered(facts)) return sizeToday(facts);
  const on = changesOn(facts);
  const unmeasured = on.filter(({ saves }) => saves === null).length;
  if (unmeasured === on.length) return notKnown('What the changes save does not show in the image.');
  const saves = dockerfile?.review?.proposal?.saves ?? 0;
  const left = unmeasured > 0 ? ` ${unmeasured} of ${on.length} changes are not measured and left out.` : '';
  const basis = `Today’s size less the ${formatBytes(saves)} of stored files that the changes take out.${left}`;
  return estimated(Math.max(0, image.stored - saves), basis, partly(image));
}

export function wastedToday({ image }: OutlookFacts): Figure {
  if (!image) return noImage;
  return measured(image.wasted, 'Stored in a layer, and deleted or overwritten by a later one.', partly(image));
}

export function wastedThen(facts: OutlookFacts): Figure {
  const reason = unmeasuredReason(facts);
  if (reason !== null) return notKnown(reason);
  if (!isBettered(facts)) return wastedToday(facts);
  if (facts.image?.wasted === 0) return notKnown('Nothing is wasted today; the better image has to be built to tell.');
  return notKnown('How much of what the changes save is waste is not told apart: build it and open its archive here.');
}
