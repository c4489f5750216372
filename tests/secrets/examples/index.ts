import { forges } from './forges.ts';
import { generic } from './generic.ts';

/** Texts for a detector: it finds a secret in each of the first, and none in those of the second. */
export interface Examples {
  /** A text with `⟦` and `⟧` around the value. */
  readonly matches: readonly string[];
  readonly misses: readonly string[];
  /** Path that the texts are read under; '/app/.env' where not given. */
  readonly path?: string;
  /** What takes its pattern longest; repeated up to 1 MB. Its anchors and its first match where not given. */
  readonly worst?: readonly string[];
}

export const examples: Readonly<Record<string, Examples>> = { ...forges, ...generic };
