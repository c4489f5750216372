import { decodeText, encodeText } from '../bytes/text.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { FoundSecret } from './found-secret.ts';
import { hideInConfig } from './hide-in-config.ts';
import { textsOfImage, type ImageText } from './image-texts.ts';
import type { OwnPattern } from './own-patterns.ts';
import { hiding, redactionsFor, type PlacedSecret, type Redaction } from './redactions.ts';
import { scanTexts } from './scan-texts.ts';

function placesIn(bytes: Uint8Array, found: readonly FoundSecret[]): PlacedSecret[] {
  return found.map(({ offset, length, severity }) => {
    const start = decodeText(bytes.subarray(0, offset)).length;
    return { at: { start, end: start + decodeText(bytes.subarray(offset, offset + length)).length }, severity };
  });
}

async function redactionsOf(
  texts: readonly ImageText[],
  own: readonly OwnPattern[],
  show?: (value: string) => string,
): Promise<Redaction[]> {
  const found = await scanTexts(
    texts.map(({ text }) => text),
    own,
  );
  return texts.flatMap(({ text }, index) => redactionsFor(text, placesIn(encodeText(text), found[index] ?? []), show));
}

/** Texts of an image that are searched, for the user's own patterns too. */
export interface SearchedTexts extends Pick<ArchiveImage, 'config' | 'history'> {
  readonly own: readonly OwnPattern[];
}

/** Takes every secret of the config and the history out of a text: nothing of a value stays, where a report shows its ends. */
export async function removingSecrets({ own, ...image }: SearchedTexts): Promise<(text: string) => string> {
  return hiding(await redactionsOf(textsOfImage(image), own, () => '[removed]'));
}

/**
 * The image with every secret in its config and history shortened, for a text that is made to be handed on. A value that
 * stands in one of the texts is hidden in all: a history's entry says again what ENV says.
 */
export async function hideInImage(image: ArchiveImage, own: readonly OwnPattern[]): Promise<ArchiveImage> {
  const redactions = await redactionsOf(textsOfImage(image), own);
  if (redactions.length === 0) return image;
  const hide = hiding(redactions);
  const history = image.history.map((entry) => ({
    ...entry,
    createdBy: hide(entry.createdBy),
    comment: hide(entry.comment),
  }));
  return { ...image, config: hideInConfig(image.config, hide), history };
}
