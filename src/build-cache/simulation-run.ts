// One change, step by step. A step is reused where what it stands on, its text with the variables replaced, and the contents
// of what it takes are the same. https://docs.docker.com/build/cache/invalidation/
import { contextPath, type ContextTree } from '../build-context/context-tree.ts';
import type { Bytes } from '../bytes/units.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import { expandSteps, withOtherArgs, type BuildGiven } from './expand-steps.ts';
import { imageOfStage, type PlannedBuild } from './plan-build.ts';
import type { PlannedStep } from './planned-step.ts';
import type { BuildChange, BuildProblem, SimulatedBuild, SimulatedStep } from './simulation.ts';
import { StageContent, type Touch } from './stage-content.ts';
import type { StepCosts } from './step-costs.ts';
import type { TakenFiles } from './taken-files.ts';
import * as why from './why.ts';

export interface SimulationInput {
  readonly tree: ContextTree;
  /** By node, 1 for what .dockerignore leaves out. */
  readonly ignored: Uint8Array;
  readonly dockerfile: Dockerfile;
  readonly given?: BuildGiven;
  readonly costs?: StepCosts;
}

interface StageTrack {
  readonly content: StageContent;
  /** The first line that runs again, here or in what the stage is built on. */
  cause: number | null;
}

/** Why a step runs again by itself, and what of its files is another then. */
interface OwnReason {
  readonly why: string;
  readonly touch: Pick<Touch, 'isSure' | 'path'>;
}

/** Every stage stands behind those that it takes from. */
export class SimulationRun {
  private readonly tracks: StageTrack[] = [];
  private readonly steps: SimulatedStep[] = [];
  /** A set would be slow to go through for each step, where a whole folder changed. */
  private changedNodes = new Int32Array();

  constructor(
    private readonly input: SimulationInput,
    private readonly plan: PlannedBuild,
    private readonly files: TakenFiles,
    private readonly texts: readonly string[],
    private readonly shipped: ReadonlySet<number>,
  ) {}

  run(change: BuildChange, problems: readonly BuildProblem[]): SimulatedBuild {
    const { dockerfile, given = {} } = this.input;
    const { resolved, steps } = this.plan;
    const expanded =
      change.buildArgs.size === 0
        ? null
        : expandSteps(dockerfile, resolved, given, withOtherArgs(given, change.buildArgs));
    this.changedNodes = Int32Array.from(change.files);
    const refused = new Set(problems.flatMap(({ line, stops }) => (stops ? [line] : [])));
    steps.forEach((step, index) => {
      const isNeeded = resolved.needed.has(step.stage);
      const judged = isNeeded ? this.judge(step, change, expanded?.[index]?.differs ?? null) : null;
      const verdict = refused.has(step.line)
        ? { state: 'refused' as const, why: why.whyRefused }
        : (judged ?? { state: 'not built' as const, why: why.whyNotBuilt(this.nameOf(step.stage)) });
      this.steps.push(this.toSimulated(step, this.texts[index] ?? '', verdict));
    });
    return { ...this.sum(), steps: this.steps, problems };
  }

  private judge(
    step: PlannedStep,
    change: BuildChange,
    differs: readonly string[] | null,
  ): Pick<SimulatedStep, 'state' | 'why'> {
    if (step.kind === 'from') return this.judgeFrom(step, change, differs);
    const track = this.tracks[step.stage] as StageTrack;
    if (step.kind === 'setting') {
      return differs
        ? { state: 'runs', why: why.whyVariables(step, differs) }
        : { state: 'reused', why: why.whyReused(this.input.dockerfile, step, null) };
    }
    const own = this.ownReason(step, change, differs);
    const isOnCause = track.cause !== null && !step.isLinked;
    if (!own && !isOnCause) {
      return { state: 'reused', why: why.whyReused(this.input.dockerfile, step, track.cause) };
    }
    const isRun = step.instruction.keyword === 'RUN';
    if (isRun) track.content.add({ line: step.line, isSure: false, path: null });
    else if (own) track.content.add({ line: step.line, ...own.touch });
    const reason = own?.why ?? why.whyCause(track.cause as number);
    track.cause ??= step.line;
    return { state: 'runs', why: why.keepsCaches(step) ? `${reason} Its cache mounts keep what they hold.` : reason };
  }

  private judgeFrom(
    step: PlannedStep,
    { images }: BuildChange,
    differs: readonly string[] | null,
  ): Pick<SimulatedStep, 'state' | 'why'> {
    const { stage, line } = step;
    const resolved = this.plan.resolved.stages[stage];
    const base = resolved?.base ?? null;
    const below = base === null ? undefined : this.tracks[base];
    const track: StageTrack = { content: new StageContent(below?.content ?? null), cause: below?.cause ?? null };
    this.tracks[stage] = track;
    const image = imageOfStage(this.plan, stage);
    const isOther = image !== null && (images.has(image) || images.has(resolved?.image ?? image));
    if (differs || isOther) {
      track.cause = line;
      track.content.add({ line, isSure: false, path: null });
      return { state: 'runs', why: differs ? why.whyVariables(step, differs) : why.whyImage(image ?? '') };
    }
    if (base !== null && track.cause !== null) {
      return { state: 'runs', why: why.whyBase(this.nameOf(base), track.cause) };
    }
    if (base !== null) return { state: 'reused', why: `Stage ${this.nameOf(base)} is the same.` };
    return { state: 'reused', why: why.whyReused(this.input.dockerfile, step, null) };
  }

  private ownReason(step: PlannedStep, change: BuildChange, differs: readonly string[] | null): OwnReason | null {
    const { target: path, sources } = step;
    // Where it went before is not where it goes now.
    if (differs) return { why: why.whyVariables(step, differs), touch: { isSure: false, path: null } };
    const changed = sources.context ? this.changedFiles(sources.context) : null;
    if (changed) return { why: why.whyFiles(step, changed.first, changed.count), touch: { isSure: true, path } };
    const image = sources.images.find((name) => change.images.has(name));
    if (image !== undefined) return { why: why.whyImage(image), touch: { isSure: false, path } };
    for (const { index, paths } of sources.stages) {
      const touch = this.tracks[index]?.content.touchOf(paths);
      if (!touch) continue;
      const { line, isSure } = touch;
      return { why: why.whyStage(this.nameOf(index), line, isSure), touch: { isSure, path } };
    }
    return null;
  }

  private changedFiles(
    request: NonNullable<PlannedStep['sources']['context']>,
  ): { first: string; count: number } | null {
    const { taken } = this.files.of(request);
    let first = -1;
    let count = 0;
    for (const node of this.changedNodes) {
      if (taken[node] !== 1) continue;
      if (first < 0) first = node;
      count++;
    }
    return count === 0 ? null : { first: contextPath(this.files.tree, first), count };
  }

  private nameOf(stage: number): string {
    return this.plan.resolved.stages[stage]?.stage.name ?? `${stage}`;
  }

  private toSimulated(step: PlannedStep, text: string, verdict: Pick<SimulatedStep, 'state' | 'why'>): SimulatedStep {
    const { costs } = this.input;
    const { line, stage, kind, instruction, isTrigger } = step;
    const isWork = kind === 'work' || (kind === 'from' && imageOfStage(this.plan, stage) !== null);
    return {
      line,
      stage,
      keyword: instruction.keyword,
      isWork,
      text,
      ...verdict,
      seconds: isTrigger ? null : (costs?.seconds.get(line) ?? null),
      bytes: isWork ? this.bytesOf(step) : null,
    };
  }

  private bytesOf({ line, isTrigger, instruction, sources }: PlannedStep): Bytes | null {
    const known = isTrigger ? undefined : this.input.costs?.bytes.get(line);
    if (known !== undefined) return known;
    if (instruction.keyword === 'WORKDIR') return 0;
    const { context, isMounted, remote } = sources;
    return context && !isMounted && remote.length === 0 ? this.files.bytesOf(this.files.of(context)) : null;
  }

  private sum(): Omit<SimulatedBuild, 'steps' | 'problems'> {
    const work = this.steps.filter(({ isWork }) => isWork);
    const running = work.filter(({ state }) => state === 'runs');
    const pushed = running.filter(({ stage }) => this.shipped.has(stage));
    const timed = running.filter(({ keyword }) => keyword !== 'WORKDIR');
    return {
      running: running.length,
      reused: work.filter(({ state }) => state === 'reused').length,
      seconds: running.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0),
      untimed: timed.filter(({ seconds }) => seconds === null).length,
      bytes: pushed.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
      unsized: pushed.filter(({ bytes }) => bytes === null).length,
    };
  }
}
