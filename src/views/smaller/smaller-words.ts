import { sumOfCuts, type CleanResult } from '../../app/cleaning.svelte.ts';
import type { SecretFile } from '../../app/secret-files.ts';
import { visibleText } from '../../bytes/text.ts';
import { formatBytes, formatCount } from '../../bytes/units.ts';
import { mostLines, type ChosenLine, type ChosenPaths } from '../../cleaning/chosen-paths.ts';
import type { LayerCut, Oddity } from '../../cleaning/clean-plan.ts';
import { longestGlob, type GlobProblem } from '../../cleaning/nodes-matching.ts';
import { kindOf } from '../../secrets/kinds.ts';

export const entriesText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'entry' : 'entries'}`;

/** How much goes, in a sentence. */
export function cutsSentence(cuts: readonly LayerCut[]): string {
  const { entries, bytes } = sumOfCuts(cuts);
  if (entries === 0) return 'No file goes: what is chosen stands in no layer.';
  const layers = cuts.filter((cut) => cut.entries > 0).length;
  return `${entriesText(entries)} with ${formatBytes(bytes)} of contents go, from ${layers} of ${cuts.length} layers.`;
}

const oddities: Readonly<Record<Oddity, string>> = {
  'dangling link': 'A hard link in this image leads nowhere',
  'file and directory': 'A layer of this image has first a file, then a directory at one path',
};

/** Why no hidden file goes. */
export const oddityText = (oddity: Oddity): string =>
  `${oddities[oddity]}: programs that unpack it make different things of that, so no hidden file is taken out. Build the image again.`;

/** What is in it: `Database password, GitHub token`. */
export const secretsText = ({ detectors }: SecretFile): string => detectors.map((one) => kindOf(one).title).join(', ');

const globProblems: Readonly<Record<GlobProblem, string>> = {
  exception: 'A line cannot bring something back: name what goes. A name that begins with ! is written \\!.',
  'no glob': 'Not a glob: a bracket that stands for itself is written \\[.',
  'no path': 'This names the image as a whole: name what of it goes.',
  'too long': `A line may have ${longestGlob} characters at most: shorten it.`,
  'too much work': 'To look for this takes too long: shorten it.',
};

/** What a line of the user's names, or what is wrong with it. */
export function lineText({ problem, entries, bytes }: ChosenLine): string {
  if (problem) return globProblems[problem];
  if (entries === 0) return 'names nothing in any layer: check how it is written';
  return `${entriesText(entries)} in all layers, ${formatBytes(bytes)}`;
}

/** What each line of a list names, and whether that is nothing. */
export const globLines = (chosen: ChosenPaths | null): GlobLine[] =>
  (chosen?.lines ?? []).map((line) => ({
    line: line.line,
    glob: line.glob,
    says: lineText(line),
    isVain: line.entries === 0,
  }));

export interface GlobLine {
  readonly line: number;
  readonly glob: string;
  readonly says: string;
  readonly isVain: boolean;
}

/** Of lines that were not looked at; '' where all were. `next`: what to do about it. */
export const moreLinesText = (chosen: ChosenPaths | null, next: string): string =>
  !chosen || chosen.left === 0
    ? ''
    : `${formatCount(chosen.left)} more lines are not looked at: ${mostLines} are at a time. ${next}`;

/** What was written. Safe to show. */
export function savedSentences({ fileName, blob, bytes, layers }: CleanResult): string[] {
  const sum = (sizes: readonly number[]): string => formatBytes(sizes.reduce((all, size) => all + size, 0));
  const [before, after] = [sum(layers.map((one) => one.before)), sum(layers.map((one) => one.after))];
  const left = layers.filter(({ diffId }) => diffId !== null).length;
  const gone = layers.length - left;
  const same = layers.filter(({ isSame }) => isSame).length;
  return [
    `${visibleText(fileName)} ${blob ? 'goes to your downloads' : 'is saved'}: ${formatBytes(bytes)}. Its layers, uncompressed, have ${after} where they had ${before}.`,
    `${formatCount(left)} layers are left${gone > 0 ? `, ${formatCount(gone)} had nothing left in them` : ''}; ${formatCount(same)} are as they were, with the same digests.`,
  ];
}
