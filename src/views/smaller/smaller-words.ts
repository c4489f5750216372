import type { CleanResult, Squash } from '../../app/cleaning.svelte.ts';
import type { SecretFile } from '../../app/secret-files.ts';
import { visibleText } from '../../bytes/text.ts';
import { formatBytes, formatCount } from '../../bytes/units.ts';
import { mostLines, type ChosenLine, type ChosenPaths } from '../../cleaning/chosen-paths.ts';
import { sumOfCuts, type LayerCut } from '../../cleaning/layer-cut.ts';
import type { Oddity } from '../../cleaning/oddity.ts';
import type { LayerResult } from '../../cleaning/write-layer.ts';
import { longestGlob, type GlobProblem } from '../../cleaning/nodes-matching.ts';
import { fileWord, shellWord } from '../../secrets/shell-word.ts';
import { kindOf } from '../../secrets/kinds.ts';

export const entriesText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'entry' : 'entries'}`;

/** That layers were not read to their end. */
export const unreadTitle = (layers: readonly number[]): string =>
  `${layers.length === 1 ? `Layer ${layers[0]}` : `${formatCount(layers.length)} layers`} could not be read`;

/** How much goes, in a sentence. */
export function cutsSentence(cuts: readonly LayerCut[]): string {
  const { entries, bytes } = sumOfCuts(cuts);
  if (entries === 0) return 'No file goes: what is chosen stands in no layer.';
  const layers = cuts.filter((cut) => cut.entries > 0).length;
  return `${entriesText(entries)} with ${formatBytes(bytes)} of contents ${entries === 1 ? 'goes' : 'go'}, from ${layers} of ${cuts.length} layers.`;
}

const oddities: Readonly<Record<Oddity, string>> = {
  'dangling link': 'A hard link in this image leads nowhere',
  'file and directory': 'A layer of this image has first a file, then a directory at one path',
};

/** Why no hidden file goes. */
export const oddityText = (oddity: Oddity): string =>
  `${oddities[oddity]}: programs that unpack it make different things of that, so no hidden file is taken out. Build the image again.`;

export const archiveOptions = [
  {
    value: 'plain',
    name: 'Layers as they are',
    says: 'As docker save writes it since version 25: an OCI layout and a manifest.json, which older ones read.',
  },
  {
    value: 'gzip',
    name: 'Layers with gzip, as an OCI archive',
    says: 'A smaller file, as registries store it: for skopeo, podman and buildah, and docker load takes it too. Takes longer.',
  },
] as const;

interface SquashOption {
  readonly value: Squash;
  readonly name: string;
  readonly says: string;
  /** Why it cannot be chosen. */
  readonly refusal: string | null;
}

/** How many layers there may be. `base`: how many of the lowest are the base image's, 0 where that is not known. */
export function squashOptions(layers: number, base: number, oddity: Oddity | null): SquashOption[] {
  const odd = oddity && `${oddities[oddity]}: its layers cannot be made one. Build the image again.`;
  const own = layers - base;
  const noBase = 'Where the base image ends is not known: say it under Layers & files, or drop the Dockerfile too.';
  const ownRefusal = base === 0 ? noBase : own < 2 ? 'There is one such layer at most.' : null;
  return [
    {
      value: 'none',
      name: 'As many as there are',
      says: 'What others have of them already need not be sent.',
      refusal: null,
    },
    {
      value: 'own',
      name: 'Those above the base image as one',
      says: `Layers ${base} to ${layers - 1}; those below stay, and so what other images share with this one.`,
      refusal: odd ?? ownRefusal,
    },
    {
      value: 'all',
      name: 'All as one',
      says: 'Nothing is shared with other images any more, and each change means sending all of it.',
      refusal: odd ?? (layers < 2 ? 'There is one layer at most.' : null),
    },
  ];
}

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

/** What loads it, and what sends it to a registry: commands of the shell. */
export function commandsOf({ fileName, compress }: CleanResult, tags: readonly string[]): string[] {
  const load = `docker load --input ${fileWord(fileName)}`;
  const registry = shellWord(`docker://${tags[0] ?? 'registry.example/image:tag'}`);
  const push = tags.slice(0, 1).map((tag) => `docker push ${shellWord(tag)}`);
  return compress ? [load, `skopeo copy ${shellWord(`oci-archive:${fileName}`)} ${registry}`] : [load, ...push];
}

/** What became of a layer, in few words. */
export function layerText({ squashed, layers }: CleanResult, { index, isSame, diffId }: LayerResult): string {
  if (isSame) return 'as it was';
  if (diffId !== null) return 'written anew';
  return squashed > 1 && index >= layers.length - squashed ? 'part of the one layer' : 'nothing is left of it';
}

/** What was written. Safe to show. */
export function savedSentences({ fileName, blob, bytes, layers, squashed }: CleanResult): string[] {
  const sum = (sizes: readonly number[]): string => formatBytes(sizes.reduce((all, size) => all + size, 0));
  const [before, after] = [sum(layers.map((one) => one.before)), sum(layers.map((one) => one.after))];
  const left = layers.filter(({ diffId }) => diffId !== null).length;
  // Of those that are one now, the last stands for all.
  const gone = layers.length - left - Math.max(0, squashed - 1);
  const same = layers.filter(({ isSame }) => isSame).length;
  const goneText = gone > 0 ? `, ${formatCount(gone)} had nothing left in them` : '';
  const oneText = squashed > 1 ? `, one in the place of ${formatCount(squashed)}` : '';
  return [
    `${visibleText(fileName)} ${blob ? 'goes to your downloads' : 'is saved'}: ${formatBytes(bytes)}. Its layers, uncompressed, have ${after} where they had ${before}.`,
    `${formatCount(left)} ${left === 1 ? 'layer is' : 'layers are'} left${oneText}${goneText}; ${formatCount(same)} ${same === 1 ? 'is as it was, with the same digest' : 'are as they were, with the same digests'}.`,
  ];
}
