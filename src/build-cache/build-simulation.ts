// Which steps a build takes from its cache after a change, by BuildKit's rules.
// https://docs.docker.com/build/cache/invalidation/
import type { ContextTree } from '../build-context/context-tree.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import { oneLineOf } from './instruction-line.ts';
import { imageOfStage, planBuild, type PlannedBuild } from './plan-build.ts';
import type { PlannedStep } from './planned-step.ts';
import { SimulationRun, type SimulationInput } from './simulation-run.ts';
import type { BuildChange, BuildProblem, SimulatedBuild } from './simulation.ts';
import { hasWildcard } from './source-path.ts';
import { noCosts } from './step-costs.ts';
import { TakenFiles } from './taken-files.ts';

export type { SimulationInput } from './simulation-run.ts';

/** Longer ones are cut for showing. */
const textLimit = 500;

/** One build of a folder by a Dockerfile, to be asked about one change after the other. */
export class BuildSimulation {
  readonly problems: readonly BuildProblem[];
  private readonly plan: PlannedBuild;
  private readonly files: TakenFiles;
  private readonly texts: readonly string[];
  /** Stages whose layers are the image's. */
  private readonly shipped = new Set<number>();

  constructor(private readonly input: SimulationInput) {
    const { dockerfile, tree, ignored, given = {} } = input;
    this.plan = planBuild(dockerfile, given);
    this.files = new TakenFiles(tree, ignored);
    this.texts = this.plan.steps.map(({ instruction }) => oneLineOf(dockerfile, instruction, textLimit));
    const { stages, target } = this.plan.resolved;
    for (let at: number | null = target; at !== null; at = stages[at]?.base ?? null) this.shipped.add(at);
    this.problems = [...this.plan.problems, ...this.findMissing()].sort((a, b) => a.line - b.line);
  }

  /** Images that may be others one day: texts for `BuildChange.images`. */
  get images(): string[] {
    const { resolved, steps } = this.plan;
    const needed = steps.filter(({ stage }) => resolved.needed.has(stage));
    const all = needed.flatMap((step) => {
      const image = this.imageOf(step);
      return image === null ? step.sources.images : [image];
    });
    return [...new Set(all)];
  }

  /** What the image that is built rests on, as FROM names it; null where that is nothing. */
  get baseImage(): string | null {
    const bottom = [...this.shipped].at(-1);
    return bottom === undefined ? null : imageOfStage(this.plan, bottom);
  }

  get tree(): ContextTree {
    return this.input.tree;
  }

  get dockerfile(): Dockerfile {
    return this.input.dockerfile;
  }

  /** The same folder, built by another Dockerfile. */
  withDockerfile(dockerfile: Dockerfile): BuildSimulation {
    return new BuildSimulation({ ...this.input, dockerfile, costs: noCosts });
  }

  /** By node, 1 for what a step of a stage that is needed takes. */
  get copied(): Uint8Array {
    const all = new Uint8Array(this.tree.parents.length);
    const { resolved, steps } = this.plan;
    for (const { stage, sources } of steps) {
      if (!sources.context || !resolved.needed.has(stage)) continue;
      const { taken } = this.files.of(sources.context);
      for (let node = 0; node < taken.length; node++) if (taken[node] === 1) all[node] = 1;
    }
    return all;
  }

  /** Arguments that the Dockerfile declares: names for `BuildChange.buildArgs`. */
  get buildArgs(): string[] {
    const args = this.input.dockerfile.instructions.filter(({ keyword }) => keyword === 'ARG');
    return [...new Set(args.flatMap(({ words }) => words.map(({ value }) => value.split('=', 1)[0] ?? '')))];
  }

  after(change: BuildChange): SimulatedBuild {
    return new SimulationRun(this.input, this.plan, this.files, this.texts, this.shipped).run(change, this.problems);
  }

  /** The image that a FROM names, as written; null for a stage, for scratch, and for other steps. */
  private imageOf({ kind, stage }: PlannedStep): string | null {
    return kind === 'from' ? imageOfStage(this.plan, stage) : null;
  }

  private findMissing(): BuildProblem[] {
    const problems: BuildProblem[] = [];
    const everything = new TakenFiles(this.files.tree, new Uint8Array(this.files.tree.parents.length));
    for (const { line, stage, sources } of this.plan.steps) {
      const request = this.plan.resolved.needed.has(stage) ? sources.context : null;
      const found = request ? this.files.of(request) : null;
      // Added up now: the first tick need not wait for it.
      if (found) this.files.bytesOf(found);
      for (const source of found?.missing ?? []) {
        // Where a wildcard matches nothing, the builder goes on.
        if (!request || hasWildcard(source)) continue;
        const isThere = everything.of({ ...request, sources: [source] }).missing.length === 0;
        const message = isThere
          ? `${source} is left out by .dockerignore, so the builder stops here. Take it out of .dockerignore, or out of this line.`
          : `${source} is not in the folder, so the builder stops here.`;
        problems.push({ line, message, stops: true });
      }
    }
    if (this.files.isCut) {
      problems.push({
        line: 1,
        message: 'The Dockerfile has too many COPYs for so many files: what the last ones take was not looked at.',
        stops: false,
      });
    }
    return problems;
  }
}

/** One change of one build. Where several are asked about, a BuildSimulation finds what each COPY takes only once. */
export function simulateBuild(input: SimulationInput, change: BuildChange): SimulatedBuild {
  return new BuildSimulation(input).after(change);
}
