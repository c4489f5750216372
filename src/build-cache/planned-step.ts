import type { Instruction } from '../dockerfile/model.ts';
import type { CopyRequest } from './copied-files.ts';

/**
 * from: the image or stage at the bottom; work: an operation of the builder, with a place in its cache; setting: goes into
 * the image's configuration at each build, and is no operation.
 */
export type StepKind = 'from' | 'work' | 'setting';

/** What a step takes of a stage that stands before its own. */
export interface StageSource {
  readonly index: number;
  /** Absolute; up to the first wildcard. */
  readonly paths: readonly string[];
}

/** What a step takes that its text does not hold. */
export interface StepSources {
  /** Of the build context: a COPY's files. Null where it takes none. */
  readonly context: CopyRequest | null;
  /** The sources are mounted, for a RUN to look into. */
  readonly isMounted: boolean;
  readonly stages: readonly StageSource[];
  /** Images, as they are written. */
  readonly images: readonly string[];
  /** Addresses that ADD fetches. */
  readonly remote: readonly string[];
}

/** An instruction as a stage runs it, with its variables replaced by what a build is given. */
export interface PlannedStep {
  readonly instruction: Instruction;
  readonly kind: StepKind;
  readonly stage: number;
  /** From 1; of FROM for what ONBUILD registered in the stage below. */
  readonly line: number;
  readonly isTrigger: boolean;
  /** Its words with their variables replaced; null where that is not known. */
  readonly words: readonly (string | null)[];
  /** Where COPY, ADD or WORKDIR leads, absolute; null for other instructions and where that is not known. */
  readonly target: string | null;
  readonly sources: StepSources;
  /** `--link`: it does not stand on the layers below. */
  readonly isLinked: boolean;
}
