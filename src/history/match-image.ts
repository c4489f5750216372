import type { Dockerfile } from '../dockerfile/model.ts';
import type { HistoryEntry } from '../image/model.ts';
import type { DockerfileMatch } from './dockerfile-match.ts';
import { matchDockerfile } from './match-dockerfile.ts';
import { matchRebuilt } from './match-rebuilt.ts';
import type { Reconstructed } from './rebuilt-lines.ts';

/** What of an image a Dockerfile is laid beside. */
export interface ImageBeside {
  readonly history: readonly HistoryEntry[];
  readonly layerCount: number;
  /** What was rebuilt from this very history, where that is the Dockerfile; it may have been edited since. */
  readonly rebuilt?: Reconstructed | null;
}

/** Which line made which layer: the one place that everything asks that shows a line beside a layer. */
export function matchImage(
  dockerfile: Dockerfile,
  { history, layerCount, rebuilt = null }: ImageBeside,
): DockerfileMatch {
  return rebuilt?.text === dockerfile.text
    ? matchRebuilt(dockerfile, rebuilt)
    : matchDockerfile(dockerfile, history, layerCount);
}
