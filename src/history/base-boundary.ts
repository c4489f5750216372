// Where the base image ends. No image format says it; what does is, in this order: the user, the Dockerfile, buildah's and
// podman's comment `FROM name` at the first entry above the base, and habits of builders and people, which make an
// estimate.
import { formatCount } from '../bytes/units.ts';
import { baseImageOf, finalStageOf } from '../dockerfile/stages.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import type { HistoryEntry } from '../image/model.ts';
import { parseCreatedBy } from './created-by.ts';
import { namedIn } from './from-comment.ts';
import { matchDockerfile } from './match-dockerfile.ts';

export interface BaseBoundary {
  /** How many of the lowest layers belong to the base image. */
  layers: number;
  from: 'dockerfile' | 'history' | 'user' | 'none';
  /** True where only habits speak for it. */
  estimate: boolean;
  /** What speaks for it, in a sentence. */
  reason: string;
  /** The base image as the Dockerfile or the history names it; null where nothing does, and for scratch. */
  name: string | null;
}

const day = 86_400_000;

function layersBefore(history: readonly HistoryEntry[], end: number): number {
  return history.slice(0, end).filter(({ layer }) => layer !== null).length;
}

/** Entries and layers that do not go together tell nothing of each other. */
const fits = (history: readonly HistoryEntry[], layerCount: number): boolean =>
  history.length > 0 && layersBefore(history, history.length) === layerCount;

/**
 * Null where the Dockerfile is not clearly the one of this image: all instructions of the final stage, and of the stages
 * it is built from, have their place in the history, and most of what is in both is the same.
 */
export function baseFromDockerfile(
  dockerfile: Dockerfile,
  history: readonly HistoryEntry[],
  layerCount: number,
): BaseBoundary | null {
  const stage = finalStageOf(dockerfile);
  const { baseEntries } = matchDockerfile(dockerfile, history, layerCount);
  if (!stage || baseEntries === null || !fits(history, layerCount)) return null;
  const image = baseImageOf(dockerfile, stage);
  const layers = layersBefore(history, baseEntries);
  const scratch = image.toLowerCase() === 'scratch';
  if (scratch && layers > 0) return null;
  return {
    layers,
    from: 'dockerfile',
    estimate: false,
    reason: `Every instruction after FROM ${image} stands in the image’s history, in the order of the Dockerfile.`,
    name: scratch ? null : image,
  };
}

/** buildah and podman write `FROM …` at every entry but the first of all: a name where a base image was taken. */
function fromComments(history: readonly HistoryEntry[]): BaseBoundary | null {
  const at = history.findLastIndex(({ comment }) => namedIn(comment) !== null);
  const common = { from: 'history', estimate: false } as const;
  if (at >= 0) {
    const name = namedIn(history[at]!.comment);
    const reason = `The history names ${name} as what the layers from here on were built on.`;
    return { ...common, layers: layersBefore(history, at), reason, name };
  }
  const [first, ...others] = history;
  if (first?.comment !== '' || others.length === 0 || !others.every(({ comment }) => comment.startsWith('FROM ')))
    return null;
  return { ...common, layers: 0, reason: 'The history begins with nothing below it: FROM scratch.', name: null };
}

interface Guess {
  /** Entries of the base image. */
  readonly end: number;
  readonly reason: string;
}

/**
 * A Dockerfile's CMD or ENTRYPOINT mostly comes last, so one that a layer follows, or another of the same kind, closed
 * the image below.
 */
function afterCommand(history: readonly HistoryEntry[]): Guess | null {
  const keywords = history.map(({ createdBy }) => parseCreatedBy(createdBy).keyword);
  const at = keywords.findLastIndex((keyword, index) => {
    if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return false;
    const above = history.slice(index + 1);
    return above.some(({ layer }) => layer !== null) || keywords.indexOf(keyword, index + 1) >= 0;
  });
  if (at < 0) return null;
  return { end: at + 1, reason: `${keywords[at]} stands there, which mostly closes a Dockerfile, and more follows.` };
}

/** Images that BuildKit built on those of older builders. */
function beforeBuildkit(history: readonly HistoryEntry[]): Guess | null {
  const isOther = ({ comment }: HistoryEntry): boolean => !comment.startsWith('buildkit.');
  const end = history.findLastIndex(isOther) + 1;
  if (end === 0 || end === history.length) return null;
  return { end, reason: 'BuildKit made what follows, another builder what stands below.' };
}

function beforeGap(history: readonly HistoryEntry[]): Guess | null {
  const times = history.map(({ created }) => Date.parse(created ?? ''));
  const end = times.findLastIndex((time, index) => index > 0 && time - times[index - 1]! > day);
  if (end < 0) return null;
  const days = Math.floor((times[end]! - times[end - 1]!) / day);
  return { end, reason: `What follows was made ${formatCount(days)} ${days === 1 ? 'day' : 'days'} later.` };
}

const unknown: BaseBoundary = {
  layers: 0,
  from: 'none',
  estimate: false,
  reason: 'Nothing in the image tells where its base image ends.',
  name: null,
};

/** What the image alone says. */
export function baseFromHistory(history: readonly HistoryEntry[], layerCount: number): BaseBoundary {
  if (!fits(history, layerCount)) return unknown;
  const told = fromComments(history);
  if (told) return told;
  // Of the two habits the later one: the lower one may be that of the base image's own base.
  const habits = [afterCommand(history), beforeBuildkit(history)].filter((guess) => guess !== null);
  const guess = habits.sort((a, b) => b.end - a.end)[0] ?? beforeGap(history);
  if (!guess) return unknown;
  const { end, reason } = guess;
  return { layers: layersBefore(history, end), from: 'history', estimate: true, reason, name: null };
}

/** What the user says. */
export function baseFromUser(layers: number): BaseBoundary {
  return { layers, from: 'user', estimate: false, reason: 'Set by you.', name: null };
}
