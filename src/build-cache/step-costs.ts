import type { Bytes } from '../bytes/units.ts';
import type { DockerfileMatch } from '../history/dockerfile-match.ts';
import { stepTimes } from '../history/step-times.ts';
import type { HistoryEntry } from '../image/model.ts';

/** What the steps of a Dockerfile took when its image was built, by line. */
export interface StepCosts {
  /** Estimates, from the times in the history. */
  readonly seconds: ReadonlyMap<number, number>;
  /** Of the layers that the lines made; of the last FROM, those of the base image. */
  readonly bytes: ReadonlyMap<number, Bytes>;
}

export const noCosts: StepCosts = { seconds: new Map(), bytes: new Map() };

/** What is known of the image that a Dockerfile built. */
export interface BuiltImage {
  readonly history: readonly HistoryEntry[];
  readonly match: DockerfileMatch;
  /** By layer. */
  readonly layerBytes: readonly Bytes[];
  /** Line of the FROM that names the base image; null where there is none. */
  readonly baseLine: number | null;
}

/** Times and sizes of the lines whose entries in the history are sure to be theirs. */
export function stepCosts({ history, match, layerBytes, baseLine }: BuiltImage): StepCosts {
  const seconds = new Map<number, number>();
  const bytes = new Map<number, Bytes>();
  const times = stepTimes(history, match.baseEntries ?? 0);
  for (const { line, kind, entry, layer } of match.lines) {
    const took = kind === 'same' && entry !== null ? times[entry] : null;
    if (took != null) seconds.set(line, (seconds.get(line) ?? 0) + took / 1000);
    const size = layer === null ? undefined : layerBytes[layer];
    if (size !== undefined) bytes.set(line, (bytes.get(line) ?? 0) + size);
  }
  if (baseLine !== null && match.baseEntries !== null) {
    const layers = history.slice(0, match.baseEntries).flatMap(({ layer }) => layer ?? []);
    const sizes = layers.map((layer) => layerBytes[layer]);
    if (sizes.every((size) => size !== undefined)) bytes.set(baseLine, sizes.reduce((sum, size) => sum + size, 0)); // prettier-ignore
  }
  return { seconds, bytes };
}
