import { nearestName } from '../dockerfile/nearest-name.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { resolvePath } from '../dockerfile/places.ts';
import { resolveStages, type ResolvedStage, type ResolvedStages } from '../lint/build-stages.ts';
import { isImageName } from '../lint/image-reference.ts';
import { isOn } from './copy-request.ts';
import { expandSteps, type BuildGiven, type ExpandedStep } from './expand-steps.ts';
import type { PlannedStep, StepKind } from './planned-step.ts';
import type { BuildProblem } from './simulation.ts';
import { stepSources, type FromName } from './step-sources.ts';

/** What of a build does not depend on what changed. */
export interface PlannedBuild {
  readonly resolved: ResolvedStages;
  /** Of every stage, in the order of the file. */
  readonly steps: readonly PlannedStep[];
  readonly problems: readonly BuildProblem[];
}

const workKeywords: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

const kindOf = ({ keyword }: Instruction): StepKind =>
  keyword === 'FROM' ? 'from' : workKeywords.has(keyword) ? 'work' : 'setting';

function targetOf({ instruction, words, directory }: ExpandedStep): string | null {
  const target = words.at(-1);
  if (!workKeywords.has(instruction.keyword) || typeof target !== 'string') return null;
  if (target.startsWith('/')) return resolvePath('/', target);
  return directory === null ? null : resolvePath(directory, target);
}

/** The value of `--chown`, where it has a name in it. */
function namedOwner({ flags }: Instruction): string | null {
  const value = flags.find(({ name }) => name === 'chown')?.value ?? null;
  return value === null || value.includes('$') || /^\d*:?\d*$/.test(value) ? null : value;
}

type Report = (message: string, stops?: boolean) => void;

class Planner {
  private readonly resolved: ResolvedStages;
  private readonly indexes = new Map<string, number>();
  private readonly problems: BuildProblem[] = [];

  constructor(
    private readonly dockerfile: Dockerfile,
    private readonly given: BuildGiven,
  ) {
    this.resolved = resolveStages(dockerfile, given);
    for (const { name, index } of dockerfile.stages) if (name !== null) this.indexes.set(name.toLowerCase(), index);
  }

  plan(): PlannedBuild {
    const steps = expandSteps(this.dockerfile, this.resolved, this.given).map((step) => this.toStep(step));
    return { resolved: this.resolved, steps, problems: this.problems };
  }

  private toStep(step: ExpandedStep): PlannedStep {
    const { instruction, stage, isTrigger, words } = step;
    const line = isTrigger ? (this.dockerfile.stages[stage]?.from.line ?? instruction.line) : instruction.line;
    const report: Report = (message, stops = true) => void this.problems.push({ line, message, stops });
    if (instruction.keyword === 'FROM') this.checkFrom(stage, report);
    const isLinked = ['COPY', 'ADD'].includes(instruction.keyword) && isOn(instruction, 'link');
    const owner = isLinked ? namedOwner(instruction) : null;
    if (owner !== null && this.resolved.needed.has(stage)) {
      report(
        `--chown=${owner}: with --link the builder cannot look names up, and stops here. Give the owner's number.`,
      );
    }
    const sources = stepSources(instruction, words, stage, (name) => {
      const found = this.resolveFrom(name, stage);
      if (!this.resolved.needed.has(stage)) return found;
      if (found.kind === 'refused') report(found.message);
      if (found.kind === 'image') this.checkImage(name, report);
      return found;
    });
    return {
      instruction,
      kind: kindOf(instruction),
      stage,
      line,
      isTrigger,
      words,
      target: targetOf(step),
      sources,
      isLinked,
    };
  }

  /** The builder reads every name, of stages that are not needed too. */
  private checkFrom(index: number, report: Report): void {
    const resolved = this.resolved.stages[index];
    // What is not known may be a name.
    if (!resolved || resolved.base !== null || resolved.image === null || isImageName(resolved.image)) return;
    const { image } = resolved.stage;
    const names = this.withoutValue(resolved);
    if (image === '') report('FROM names no image: the builder stops here. Name one.');
    else if (names.length > 0) {
      report(
        `FROM ${image} names no image, as ${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} no value: the builder stops here. Give the ARG before FROM a default, or the build its --build-arg.`,
      );
    } else {
      const found = resolved.image === '' ? 'nothing' : resolved.image;
      const is = found === image ? '' : ` is ${found}, which`;
      report(`FROM ${image}${is} names no valid image: the builder stops here.`);
    }
  }

  /** Variables of a FROM that nobody gives a value. */
  private withoutValue({ stage, undefinedArgs }: ResolvedStage): string[] {
    const declared = [...this.resolved.globalArgs].flatMap(([name, value]) => (value === undefined ? [name] : []));
    const used = new Set(stage.image.match(/[A-Za-z_]\w*/g));
    return [...new Set([...undefinedArgs.map(({ name }) => name), ...declared.filter((name) => used.has(name))])];
  }

  private resolveFrom(name: string, stage: number): FromName {
    const isNumber = /^\d+$/.test(name);
    const index = this.indexes.get(name.toLowerCase()) ?? (isNumber ? Number(name) : -1);
    if (index >= 0 && index < stage) return { kind: 'stage', index };
    if (index === stage) {
      const message = `--from=${name} names its own stage, a circle: the builder stops here. Name a stage above it, or an image.`;
      return { kind: 'refused', message };
    }
    if (index > stage && index < this.resolved.stages.length) {
      const message = `--from=${name} names a stage further down: the builder stops here. Move that stage above this one.`;
      return { kind: 'refused', message };
    }
    if (isNumber) {
      const count = this.resolved.stages.length;
      const message = `--from=${name}: there is no such stage, they are numbered from 0 to ${count - 1}; the builder stops here.`;
      return { kind: 'refused', message };
    }
    if (name.includes('$')) {
      const message = `--from=${name}: the builder replaces no variables in --from, and stops here. Put the image in a FROM of its own, and copy from that stage.`;
      return { kind: 'refused', message };
    }
    return { kind: 'image' };
  }

  /** A name that is much like a stage's is hardly meant to be an image's. */
  private checkImage(name: string, report: Report): void {
    if (/[/:@]/.test(name)) return;
    const nearest = nearestName(name.toLowerCase(), this.indexes.keys());
    if (nearest === null) return;
    report(
      `--from=${name} names no stage, so the builder looks for an image of that name. Is ${nearest} meant?`,
      false,
    );
  }
}

export function planBuild(dockerfile: Dockerfile, given: BuildGiven): PlannedBuild {
  return new Planner(dockerfile, given).plan();
}

/** The image that a stage begins with, as FROM names it; null for another stage and for scratch. */
export function imageOfStage({ resolved }: PlannedBuild, index: number): string | null {
  const found = resolved.stages[index];
  if (!found || found.base !== null) return null;
  const image = found.image === '' ? null : found.stage.image || null;
  return image?.toLowerCase() === 'scratch' ? null : image;
}
