/**
 * built: every line stands in the history; similar: most do, some were edited since; other: another Dockerfile built the
 * image; no history: there is nothing to compare.
 */
export type MatchVerdict = 'built' | 'similar' | 'other' | 'no history';

/**
 * same: the entry says what the line says; edited: it stands where the line stands among its neighbours and says something
 * else; unclear: several lines or entries say the same, and which is which can't be told; missing: no entry; unrecorded:
 * the builder notes no such instruction.
 */
export type LineKind = 'same' | 'edited' | 'unclear' | 'missing' | 'unrecorded';

/** One instruction of the final image, and what became of it. */
export interface LineMatch {
  /** Where it begins in the text; that of ONBUILD for what a trigger did. */
  readonly start: number;
  readonly line: number;
  readonly endLine: number;
  readonly keyword: string;
  readonly kind: LineKind;
  /** Number of the history entry: of `same` the one that it made, of `edited` the one at its place. */
  readonly entry: number | null;
  /** The layer that it made; of `same` alone. */
  readonly layer: number | null;
}

/** A Dockerfile beside an image's history. */
export interface DockerfileMatch {
  readonly verdict: MatchVerdict;
  /** The verdict in words. */
  readonly sentence: string;
  /** How much of Dockerfile and history explain each other, from 0 to 1. */
  readonly score: number;
  /** The instructions of the final image in the order of the build. */
  readonly lines: readonly LineMatch[];
  /** Entries above the base image that no instruction explains. */
  readonly unexplained: readonly number[];
  /** How many entries are the base image's; null where the lowest instructions have no sure place. */
  readonly baseEntries: number | null;
}
