import { formatCount } from '../bytes/units.ts';
import type { ArchiveImage } from '../image/model.ts';

const layersWords = (count: number): string => (count === 1 ? '1 layer' : `${formatCount(count)} layers`);

/** Why the history does not tell for certain what made each layer, in a sentence; null where it does. */
export function historyGap({ history, layers }: Pick<ArchiveImage, 'history' | 'layers'>): string | null {
  if (layers.length === 0 && history.length === 0) return null;
  if (history.length === 0) return 'The image has no history: how its layers were made is not known.';
  const told = history.filter(({ emptyLayer }) => !emptyLayer).length;
  if (told === layers.length) return null;
  return `The history tells of ${layersWords(told)}, the image has ${formatCount(layers.length)}: which entry made which layer is not certain.`;
}
