// The steps of a build in two builds side by side, before a change of arguments and after it: which of them are others
// than before. RUN sees every variable, what the builder expands itself only those that it names.
// https://docs.docker.com/reference/dockerfile/#impact-on-build-caching
import { expandWord } from '../dockerfile/expand.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { resolvePath } from '../dockerfile/places.ts';
import { globalArgsOf, type GlobalArgs } from '../lint/build-args.ts';
import {
  fromOperandsOf,
  pairOperandsOf,
  sideOperandsOf,
  wordOperandsOf,
  type Operand,
} from '../lint/build-operands.ts';
import type { ResolvedStages } from '../lint/build-stages.ts';
import type { LintConfig } from '../lint/config.ts';
import { VariablePair, type Value } from './variables.ts';

/** What a build is given. */
export type BuildGiven = Pick<LintConfig, 'buildArgs' | 'target' | 'platform'>;

/** An instruction as a stage runs it, its words as they are before the change. */
export interface ExpandedStep {
  readonly instruction: Instruction;
  readonly stage: number;
  readonly isTrigger: boolean;
  readonly words: readonly (string | null)[];
  /** The directory that it runs in; null where that is not known. */
  readonly directory: string | null;
  /** Names of what has another value and makes it another step; null where it is the same. */
  readonly differs: readonly string[] | null;
}

/** Steps that ONBUILD may add. */
const triggerLimit = 20_000;
/** A working directory gets no longer: PATH_MAX of Linux. */
const pathLimit = 4_096;

interface StageState {
  readonly variables: VariablePair;
  directory: string | null;
  /** What makes the working directory, the user or the shell another than before. */
  readonly directoryDiffers: Set<string>;
  readonly userDiffers: Set<string>;
}

interface Pair {
  readonly before: Value;
  readonly after: Value;
}

/** Expands operands of one step, and collects what makes them differ. */
class StepReading {
  readonly differs = new Set<string>();

  constructor(
    private readonly variables: VariablePair,
    private readonly escape: string,
  ) {}

  expand(operand: Operand): { before: string | null; after: string | null } {
    const options = operand.keepsQuotes ? { escape: '\\', keepsQuotes: true } : { escape: this.escape };
    const { before: first, after: second, differing } = this.variables;
    const before = expandWord(operand.text, (name) => first.get(name), options);
    const used = differing.size === 0 ? [] : before.uses.filter(({ name }) => differing.has(name));
    if (used.length === 0) return { before: before.value, after: before.value };
    const after = expandWord(operand.text, (name) => second.get(name), options);
    // Of what is not known in both, the names are all that can be compared.
    if (before.value !== after.value || before.value === null) for (const { name } of used) this.differs.add(name);
    return { before: before.value, after: after.value };
  }

  expandAll(operands: readonly Operand[]): { before: string | null; after: string | null } {
    const pairs = operands.map((operand) => this.expand(operand));
    const joined = (values: (string | null)[]): string | null => (values.includes(null) ? null : values.join(' '));
    return { before: joined(pairs.map(({ before }) => before)), after: joined(pairs.map(({ after }) => after)) };
  }
}

const orNull = (names: Set<string>): readonly string[] | null => (names.size === 0 ? null : [...names]);

class Expander {
  private readonly states: StageState[] = [];
  private readonly steps: ExpandedStep[] = [];
  private readonly globals: { readonly before: GlobalArgs; readonly after: GlobalArgs };

  constructor(
    private readonly dockerfile: Dockerfile,
    private readonly resolved: ResolvedStages,
    private readonly given: { readonly before: BuildGiven; readonly after: BuildGiven },
  ) {
    const before = globalArgsOf(dockerfile, given.before, false);
    const after = given.after === given.before ? before : globalArgsOf(dockerfile, given.after, false);
    this.globals = { before, after };
  }

  expand(): ExpandedStep[] {
    for (const [index, { stage, base }] of this.resolved.stages.entries()) {
      this.begin(base);
      this.expandFrom(stage.from, index);
      for (const { trigger } of base === null ? [] : (this.dockerfile.stages[base]?.instructions ?? [])) {
        if (trigger && this.steps.length < triggerLimit) this.run(trigger, index, true);
      }
      for (const instruction of stage.instructions) if (instruction !== stage.from) this.run(instruction, index, false);
    }
    return this.steps;
  }

  private begin(base: number | null): void {
    const below = base === null ? undefined : this.states[base];
    this.states.push({
      variables: new VariablePair(below?.variables ?? null),
      directory: below ? below.directory : '/',
      directoryDiffers: new Set(below?.directoryDiffers),
      userDiffers: new Set(below?.userDiffers),
    });
  }

  private expandFrom(from: Instruction, stage: number): void {
    const { before, after } = this.globals;
    const { image, platform } = fromOperandsOf(this.dockerfile.text, from);
    const differs = new Set<string>();
    const operands = [image, platform].flatMap((operand) => operand ?? []);
    for (const operand of before === after ? [] : operands) {
      const first = expandWord(operand.text, (name) => before.get(name), this.dockerfile);
      const second = expandWord(operand.text, (name) => after.get(name), this.dockerfile);
      const used = first.uses.filter(({ name }) => before.get(name) !== after.get(name));
      if (first.value !== second.value) for (const { name } of used) differs.add(name);
    }
    const words = image ? [expandWord(image.text, (name) => before.get(name), this.dockerfile).value] : [];
    this.steps.push({
      instruction: from, stage, isTrigger: false, words, directory: null, differs: orNull(differs),
    }); // prettier-ignore
  }

  private run(instruction: Instruction, stage: number, isTrigger: boolean): void {
    const state = this.states[stage];
    if (!state) return;
    const { keyword } = instruction;
    const reading = new StepReading(state.variables, this.dockerfile.escape);
    if (keyword === 'ARG') this.setArgs(instruction, state, reading);
    else if (keyword === 'ENV' || keyword === 'LABEL') this.setPairs(instruction, state, reading);
    for (const operand of sideOperandsOf(this.dockerfile.text, instruction)) reading.expand(operand);
    const words = wordOperandsOf(instruction).map((operand) => reading.expand(operand).before);
    const { directory } = state;
    if (keyword === 'WORKDIR') this.enter(words[0] ?? null, state, reading);
    if (keyword === 'USER') {
      state.userDiffers.clear();
      for (const name of reading.differs) state.userDiffers.add(name);
    }
    const differs = new Set([...reading.differs, ...this.surroundings(instruction, words, state)]);
    this.steps.push({ instruction, stage, isTrigger, words, directory, differs: orNull(differs) });
  }

  /** What of its surroundings is part of a step: the variables, the directory and the user of a RUN, and so on. */
  private surroundings({ keyword }: Instruction, words: readonly (string | null)[], state: StageState): string[] {
    const { variables, directoryDiffers, userDiffers } = state;
    if (keyword === 'RUN') return [...variables.differing, ...directoryDiffers, ...userDiffers];
    // The builder makes the directory for the user.
    if (keyword === 'WORKDIR') return [...directoryDiffers, ...userDiffers];
    const isRelative = words.at(-1)?.startsWith('/') === false;
    return (keyword === 'COPY' || keyword === 'ADD') && isRelative ? [...directoryDiffers] : [];
  }

  private enter(path: string | null, state: StageState, { differs }: StepReading): void {
    if (path?.startsWith('/')) state.directoryDiffers.clear();
    for (const name of differs) state.directoryDiffers.add(name);
    const directory = path === null || state.directory === null ? null : resolvePath(state.directory, path);
    state.directory = path?.startsWith('/') ? resolvePath('/', path) : directory;
    if ((state.directory?.length ?? 0) > pathLimit) state.directory = null;
  }

  private setPairs(instruction: Instruction, { variables }: StageState, reading: StepReading): void {
    // All of an instruction is read before any of it is set.
    const pairs = pairOperandsOf(instruction).map(({ key, value }) => ({
      name: reading.expand(key).before,
      value: reading.expandAll(value ?? []),
    }));
    if (instruction.keyword !== 'ENV') return;
    for (const { name, value } of pairs) if (name !== null) variables.set(name, value.before, value.after);
  }

  private setArgs(instruction: Instruction, { variables }: StageState, reading: StepReading): void {
    const { before: first, after: second } = this.given;
    for (const { key, value } of pairOperandsOf(instruction)) {
      const name = key.text;
      const given = { before: givenValue(first, name), after: givenValue(second, name) };
      const isGiven = given.before !== undefined && given.after !== undefined;
      const own: Pair =
        value && !isGiven
          ? reading.expandAll(value)
          : { before: this.globals.before.get(name), after: this.globals.after.get(name) };
      variables.set(name, given.before ?? own.before, given.after ?? own.after);
      if (given.before !== given.after || variables.differing.has(name)) reading.differs.add(name);
    }
  }
}

const givenValue = ({ buildArgs = {} }: BuildGiven, name: string): string | undefined =>
  Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;

/** The same build with other values of the arguments of these names. */
export function withOtherArgs(given: BuildGiven, names: ReadonlySet<string>): BuildGiven {
  if (names.size === 0) return given;
  const others = [...names].map((name) => [name, `${givenValue(given, name) ?? ''} (another value of ${name})`]);
  return { ...given, buildArgs: { ...given.buildArgs, ...(Object.fromEntries(others) as Record<string, string>) } };
}

/** The steps of every stage, needed or not, in the order of the file. */
export function expandSteps(
  dockerfile: Dockerfile,
  resolved: ResolvedStages,
  before: BuildGiven,
  after: BuildGiven = before,
): ExpandedStep[] {
  return new Expander(dockerfile, resolved, { before, after }).expand();
}
