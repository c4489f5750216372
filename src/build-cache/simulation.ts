import type { Bytes } from '../bytes/units.ts';

/** What is different from the build before. */
export interface BuildChange {
  /** Nodes of the context's tree whose contents changed. */
  readonly files: ReadonlySet<number>;
  /** Texts of FROM and of COPY --from behind which there is another image now. */
  readonly images: ReadonlySet<string>;
  /** Names of build arguments that are given another value. */
  readonly buildArgs: ReadonlySet<string>;
}

export const noChange: BuildChange = { files: new Set(), images: new Set(), buildArgs: new Set() };

/** `not built`: the stage is not needed for the target. `refused`: the builder stops there. */
export type StepState = 'reused' | 'runs' | 'not built' | 'refused';

/** An instruction in the build after a change. */
export interface SimulatedStep {
  /** From 1; of FROM for what ONBUILD registered in the stage below. */
  readonly line: number;
  readonly stage: number;
  readonly keyword: string;
  /**
   * An operation of the builder: RUN, COPY, ADD, WORKDIR, or FROM with an image. All else only goes into the image's
   * configuration, which takes no time; it is not counted.
   */
  readonly isWork: boolean;
  /** As it is written, on one line. */
  readonly text: string;
  readonly state: StepState;
  /** Why it runs again or is reused, in one sentence. */
  readonly why: string;
  /** How long it took when the image was built, where its history tells; an estimate. */
  readonly seconds: number | null;
  /** Of the layer that it made; null where that is not known. */
  readonly bytes: Bytes | null;
}

/** What the builder would stop at, or take for something else than is meant. */
export interface BuildProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
  /** The builder stops here, and makes no image: all else is said as if it went on. */
  readonly stops: boolean;
}

/** What a build after a change takes. */
export interface SimulatedBuild {
  readonly steps: readonly SimulatedStep[];
  readonly running: number;
  readonly reused: number;
  /** Of the steps that run again and whose time is known. */
  readonly seconds: number;
  /** Steps that run again, take time, and whose time is not known. */
  readonly untimed: number;
  /** Of the layers that are made again, of the image that is built: these are pushed and pulled anew. */
  readonly bytes: Bytes;
  readonly unsized: number;
  readonly problems: readonly BuildProblem[];
}

/** A change as it happens every day, in this very folder. */
export interface TypicalChange {
  readonly id: 'source' | 'dependency' | 'readme' | 'base';
  /** 'A source file is edited'; 'A copied file is edited' where no program is among them. */
  readonly title: string;
  /** Which: 'src/index.js', 'debian:12'. */
  readonly example: string;
  readonly change: BuildChange;
}

/** A typical change with the Dockerfile as it is, and with the better one. */
export interface ComparedChange {
  readonly change: TypicalChange;
  readonly today: SimulatedBuild;
  /** Null where there is no better Dockerfile. */
  readonly better: SimulatedBuild | null;
}
