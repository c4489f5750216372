import { sumOfCuts, type CleanResult } from '../../app/cleaning.svelte.ts';
import { visibleText } from '../../bytes/text.ts';
import { formatBytes, formatCount } from '../../bytes/units.ts';
import type { LayerCut } from '../../cleaning/clean-plan.ts';
import { kindOf } from '../../secrets/kinds.ts';
import type { ImageSecret } from '../../secrets/image-secrets.ts';

export const entriesText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'entry' : 'entries'}`;

/** How much goes, in a sentence. */
export function cutsSentence(cuts: readonly LayerCut[]): string {
  const { entries, bytes } = sumOfCuts(cuts);
  if (entries === 0) return 'Nothing goes: what is chosen is not in the image.';
  const layers = cuts.filter((cut) => cut.entries > 0).length;
  return `${entriesText(entries)} with ${formatBytes(bytes)} of contents go, from ${layers} of ${cuts.length} layers.`;
}

/** What a secret is, and where it stands first. Safe to show. */
export function secretText({ detector, places }: ImageSecret): { title: string; where: string } {
  const files = places.filter(({ entry }) => entry !== null);
  const paths = [...new Set(files.flatMap(({ path }) => path ?? []))];
  const more = paths.length > 1 ? ` and ${paths.length - 1} more` : '';
  return { title: kindOf(detector).title, where: visibleText(paths[0] ?? '') + more };
}

/** A file of it is there in the end: a program may want it. */
export const isVisible = ({ places }: ImageSecret): boolean =>
  places.some(({ entry, visible }) => entry !== null && visible);

/** What was written. Safe to show. */
export function savedSentences({ fileName, blob, bytes, layers }: CleanResult, before: number): string[] {
  const left = layers.filter(({ diffId }) => diffId !== null).length;
  const gone = layers.length - left;
  const same = layers.filter(({ entries, whiteouts }) => entries + whiteouts === 0).length;
  return [
    `${visibleText(fileName)} ${blob ? 'goes to your downloads' : 'is saved'}: ${formatBytes(bytes)}, before ${formatBytes(before)}.`,
    `${formatCount(left)} layers are left${gone > 0 ? `, ${formatCount(gone)} had nothing left in them` : ''}; ${formatCount(same)} are as they were, with the same digests.`,
  ];
}
