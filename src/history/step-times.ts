// How long the steps of a build took, as far as the times in a history let it be estimated: each entry says when it was
// made, so a step took no longer than the time since the entry before. A step from a cache carries the time of an older
// build, and reproducible builds write one time into every entry.
import type { HistoryEntry } from '../image/model.ts';
import type { BaseBoundary } from './base-boundary.ts';
import { baseEntries } from './base-entries.ts';

export type Milliseconds = number;

const day = 86_400_000;
/** An entry without a layer only writes configuration; before one that seems to have taken longer, nothing was built. */
const minute = 60_000;
/** Of Unix and of zip archives: builders that want the same bytes each time write these. */
const epochs: ReadonlySet<number> = new Set([0, Date.parse('1980-01-01T00:00:00Z')]);

function timeOf({ created }: HistoryEntry): number {
  const time = Date.parse(created ?? '');
  return time < 0 || epochs.has(time) ? NaN : time;
}

/**
 * By entry, an estimate of how long it took; null where the times allow none: they are missing, equal, go back, or lie
 * farther apart than a step takes. `ofBase`: how many entries are the base image's, between whose build and this one time went by.
 */
export function stepTimes(history: readonly HistoryEntry[], ofBase = 0): (Milliseconds | null)[] {
  const times = history.map(timeOf);
  return times.map((time, index) => {
    if (index === 0 || index === ofBase) return null;
    const took = time - times[index - 1]!;
    return took > 0 && took < (history[index]!.layer === null ? minute : day) ? took : null;
  });
}

/** By layer, the same: no step took longer, and one that came from a cache tells what it once took. */
export function layerTimes(
  history: readonly HistoryEntry[],
  base: BaseBoundary,
  layerCount: number,
): (Milliseconds | null)[] {
  const byLayer: (Milliseconds | null)[] = Array.from({ length: layerCount }, () => null);
  stepTimes(history, baseEntries(history, base)).forEach((took, index) => {
    const { layer } = history[index]!;
    if (layer !== null && layer < layerCount) byLayer[layer] = took;
  });
  return byLayer;
}

/** Why the times of a history that tell of no step do so. */
export function describeMissingTimes(history: readonly HistoryEntry[]): string {
  const times = history.map(({ created }) => Date.parse(created ?? '')).filter((time) => !Number.isNaN(time));
  if (times.length === 0) return 'How long the steps took can’t be told: the image’s history holds no times.';
  if (times.every((time) => time < 0 || epochs.has(time))) {
    return 'How long the steps took can’t be told: the history’s times are set to an epoch, for builds that give the same bytes each time.';
  }
  if (new Set(times).size === 1) {
    return 'How long the steps took can’t be told: all times in the image’s history are the same.';
  }
  return 'How long the steps took can’t be told: the history’s times go back, or lie too far apart for steps of one build.';
}
