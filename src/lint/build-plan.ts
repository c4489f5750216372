// What BuildKit's planner knows at each instruction: the stage it stands on, which variables are set, what its words
// hold once they are replaced. Its checks are made in this order of work, with the values that a build would have.
// https://docs.docker.com/reference/build-checks/
import { expandWord, type Expansion } from '../dockerfile/expand.ts';
import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import { nearestName } from '../dockerfile/nearest-name.ts';
import { targetPlatformOf } from './build-args.ts';
import { imageVariables, isBareImage } from './base-image-variables.ts';
import { BuildEnvironment } from './build-environment.ts';
import { pairOperandsOf, placeOfUse, sideOperandsOf, wordOperandsOf, type Operand } from './build-operands.ts';
import { resolveStages, type ResolvedStage, type ResolvedStages } from './build-stages.ts';
import type { LintConfig } from './config.ts';
import { parsePlatform } from './platform.ts';
import { isWindowsImage } from './windows-image.ts';

export interface UndefinedVariable {
  readonly name: string;
  /** A name that is defined and much like it. */
  readonly nearest: string | null;
  /** The base image that may define it for all that is known; null where none can. */
  readonly image: string | null;
  readonly at: Span;
  /** Every use in the instruction; null where one does not stand in the file as it is read. */
  readonly uses: readonly Span[] | null;
}

export interface PlannedWord {
  /** With the variables replaced; null where that is not known. */
  readonly value: string | null;
  readonly at: Span;
}

/** An instruction as a stage runs it: its own, or one that ONBUILD registered in the stage it is built from. */
export interface Step {
  readonly instruction: Instruction;
  readonly stage: number;
  /** Where the builder reports it: for what ONBUILD registered, the FROM. */
  readonly place: Instruction;
  /** The instruction whose check directive holds for it; null for what ONBUILD registered. */
  readonly directive: Instruction | null;
  readonly words: readonly PlannedWord[];
  /** The names that ARG, ENV and LABEL set. */
  readonly names: readonly PlannedWord[];
  readonly undefinedVariables: readonly UndefinedVariable[];
  /** SHELL is set in this stage or one that it is built from. */
  readonly hasShell: boolean;
  /** No WORKDIR stands before it there. */
  readonly isFirstWorkdir: boolean;
  readonly os: string;
}

export interface BuildPlan extends ResolvedStages {
  /** In order of the file; those of stages that the target does not need are left out. */
  readonly steps: readonly Step[];
  /** The name that is most like `name`. */
  nearest(name: string, names: () => readonly string[]): string | null;
}

/** Names that one plan compares in search of the nearest; more are in no file that anyone wrote. */
const comparisonLimit = 20_000;
/** A search counts as so many of them at least: names without a value are gone through, too. */
const searchCost = 20;
/** Steps that ONBUILD may add. */
const triggerLimit = 20_000;

/** Switches of the builder that never get into the environment. */
const switches: ReadonlySet<string> = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);

interface StageState {
  readonly environment: BuildEnvironment;
  /** The image at the bottom, and how FROM names it. */
  readonly image: string | null;
  readonly imageText: string;
  readonly os: string;
  hasShell: boolean;
  hasWorkdir: boolean;
}

/** Expands the operands of one instruction and collects the variables that nothing defines. */
class Reading {
  private readonly found: Omit<UndefinedVariable, 'uses'>[] = [];
  private readonly usesOf = new Map<string, (Span | null)[]>();

  constructor(
    private readonly state: StageState,
    private readonly escape: string,
    private readonly nearest: BuildPlan['nearest'],
    /** For what ONBUILD registered: the place in the FROM. */
    private readonly elsewhere: Span | null,
  ) {}

  private lookup = (name: string): string | null | undefined => {
    const { environment, image } = this.state;
    const value = environment.get(name);
    if (value !== undefined || environment.has(name)) return value;
    return imageVariables(image).includes(name) ? null : undefined;
  };

  private report(operand: Operand, use: Expansion['uses'][number]): void {
    const { environment, image, imageText } = this.state;
    const { name } = use;
    if (use.isSet || switches.has(name) || environment.has(name)) return;
    const place = operand.isExact && !this.elsewhere ? placeOfUse(operand, use) : null;
    const known = this.usesOf.get(name);
    if (known) return void known.push(place);
    this.usesOf.set(name, [place]);
    this.found.push({
      name,
      nearest: this.nearest(name, () => [...imageVariables(image), ...environment.names()]),
      image: isBareImage(image) || imageText === '' ? null : imageText,
      at: this.elsewhere ?? placeOfUse(operand, use),
    });
  }

  get undefinedVariables(): UndefinedVariable[] {
    return this.found.map((one) => {
      const uses = this.usesOf.get(one.name)?.flatMap((use) => use ?? []) ?? [];
      return { ...one, uses: uses.length === this.usesOf.get(one.name)?.length ? uses : null };
    });
  }

  placeOf(at: Span): Span {
    return this.elsewhere ?? at;
  }

  expand(operand: Operand, reports = true): PlannedWord {
    // A here-document has the shell's escape character, whatever the directive says.
    const options = operand.keepsQuotes ? { escape: '\\', keepsQuotes: true } : { escape: this.escape };
    const { value, uses } = expandWord(operand.text, this.lookup, options);
    for (const use of reports ? uses : []) this.report(operand, use);
    return { value, at: this.placeOf(operand.at) };
  }

  /** Several words as one text. */
  expandAll(operands: readonly Operand[]): string | null {
    const values = operands.map((operand) => this.expand(operand).value);
    return values.includes(null) ? null : values.join(' ');
  }
}

class Planner {
  private readonly resolved: ResolvedStages;
  private readonly states: StageState[] = [];
  private readonly steps: Step[] = [];
  private comparisons = 0;

  constructor(
    private readonly dockerfile: Dockerfile,
    private readonly config: LintConfig,
  ) {
    this.resolved = resolveStages(dockerfile, config);
  }

  plan(): BuildPlan {
    const { stages, needed } = this.resolved;
    for (const [index, stage] of stages.entries()) {
      this.states.push(this.startOf(stage));
      // Without a target every stage is checked, but ONBUILD is followed only where the last one needs it.
      if (needed.has(index)) this.runTriggers(stage);
      if (needed.has(index) || this.config.target === undefined) this.runStage(stage);
    }
    return { ...this.resolved, steps: this.steps, nearest: this.nearest };
  }

  private nearest = (name: string, names: () => readonly string[]): string | null => {
    if (this.comparisons > comparisonLimit) return null;
    const known = names();
    this.comparisons += known.length + searchCost;
    return nearestName(name, known);
  };

  private startOf({ stage, base, image, platform }: ResolvedStage): StageState {
    const below = base === null ? undefined : this.states[base];
    const environment = new BuildEnvironment(below?.environment ?? null);
    if (below) return { ...below, environment };
    const given = platform?.value ?? targetPlatformOf(this.config);
    const os = isWindowsImage(this.dockerfile, stage) ? 'windows' : (parsePlatform(given)?.os ?? 'linux');
    // Windows sets its own PATH when the container starts.
    if (os !== 'windows') environment.set('PATH', null);
    return { environment, image, imageText: stage.image, os, hasShell: false, hasWorkdir: false };
  }

  private runTriggers({ stage, base }: ResolvedStage): void {
    if (base === null) return;
    for (const { trigger } of this.dockerfile.stages[base]?.instructions ?? []) {
      if (trigger && this.steps.length < triggerLimit) this.run(trigger, stage.index, stage.from, null);
    }
  }

  private runStage({ stage }: ResolvedStage): void {
    for (const instruction of stage.instructions) {
      if (instruction !== stage.from) this.run(instruction, stage.index, instruction, instruction);
    }
  }

  private run(instruction: Instruction, stage: number, place: Instruction, directive: Instruction | null): void {
    const state = this.states[stage];
    if (!state) return;
    const { keyword } = instruction;
    const elsewhere = directive === null ? (place.words[0] ?? place) : null;
    const reading = new Reading(state, this.dockerfile.escape, this.nearest, elsewhere);
    const names = this.setNames(instruction, state, reading);
    for (const operand of sideOperandsOf(this.dockerfile.text, instruction)) reading.expand(operand);
    // The builder does not say which variables EXPOSE lacks.
    const words = wordOperandsOf(instruction).map((operand) => reading.expand(operand, keyword !== 'EXPOSE'));
    const isFirstWorkdir = keyword === 'WORKDIR' && !state.hasWorkdir;
    const { undefinedVariables } = reading;
    const { hasShell, os } = state;
    this.steps.push({
      instruction, stage, place, directive, words, names, undefinedVariables, hasShell, isFirstWorkdir, os,
    }); // prettier-ignore
    state.hasShell ||= keyword === 'SHELL';
    state.hasWorkdir ||= keyword === 'WORKDIR';
  }

  private setNames(instruction: Instruction, state: StageState, reading: Reading): PlannedWord[] {
    const { keyword } = instruction;
    if (keyword === 'ARG') return this.setArgs(instruction, state, reading);
    if (keyword !== 'ENV' && keyword !== 'LABEL') return [];
    // All of an instruction is read before any of it is set.
    const pairs = pairOperandsOf(instruction).map(({ key, value, at }) => ({
      name: reading.expand(key).value,
      value: reading.expandAll(value ?? []),
      at: reading.placeOf(at),
    }));
    for (const { name, value } of keyword === 'ENV' ? pairs : []) {
      if (name !== null) state.environment.set(name, value);
    }
    return pairs.map(({ name, at }) => ({ value: name, at }));
  }

  private setArgs(instruction: Instruction, { environment }: StageState, reading: Reading): PlannedWord[] {
    const { buildArgs = {} } = this.config;
    return pairOperandsOf(instruction).map(({ key, value, at }) => {
      const name = key.text;
      const given = Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
      const held = given ?? (value ? reading.expandAll(value) : this.resolved.globalArgs.get(name));
      if (held === undefined || switches.has(name)) environment.declare(name);
      else environment.set(name, held);
      return { value: name, at: reading.placeOf(at) };
    });
  }
}

const plans = new WeakMap<Dockerfile, { readonly config: LintConfig; readonly plan: BuildPlan }>();

/** The plan of a Dockerfile, made once for all checks of a lint. */
export function buildPlanOf(dockerfile: Dockerfile, config: LintConfig): BuildPlan {
  const known = plans.get(dockerfile);
  if (known?.config === config) return known.plan;
  const plan = new Planner(dockerfile, config).plan();
  plans.set(dockerfile, { config, plan });
  return plan;
}
