// In which order a build would run fewest steps again when a source file is edited: what changes least comes first. The
// order of manifests, packages and sources is that of the rewrites; what they leave, as something else stands between, is told beside it.
import type { BuildSimulation } from '../build-cache/build-simulation.ts';
import type { SimulatedBuild, SimulatedStep, TypicalChange } from '../build-cache/simulation.ts';
import type { Bytes } from '../bytes/units.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { mountsOf } from '../lint/mounts.ts';
import { needsSources } from './manifests-first.ts';
import { runPipeline } from './pipeline.ts';
import { goManifestsFirst } from './rewrites/go-manifests-first.ts';
import { mavenManifestsFirst } from './rewrites/maven-manifests-first.ts';
import { nodeManifestsFirst } from './rewrites/node-manifests-first.ts';
import { pythonManifestsFirst } from './rewrites/python-manifests-first.ts';
import { systemPackagesFirst } from './rewrites/system-packages-first.ts';

/** A better order, as the simulation tells it. */
export interface OrderAdvice {
  /** What to do, in a sentence. */
  readonly title: string;
  /** The steps that an edit would no longer run again. */
  readonly lines: readonly number[];
  /** The rewrite that does it; null where it is to be done by hand. */
  readonly rewrite: string | null;
  /** Of those lines, what they took at most: an estimate. */
  readonly seconds: number;
  /** Lines whose time is not known. */
  readonly untimed: number;
  readonly bytes: Bytes;
  readonly unsized: number;
}

const orderRewrites = [
  systemPackagesFirst,
  nodeManifestsFirst,
  pythonManifestsFirst,
  goManifestsFirst,
  mavenManifestsFirst,
];

/** What an instruction behind them may depend on. */
const surroundings: ReadonlySet<string> = new Set(['ARG', 'ENV', 'USER', 'SHELL']);

function toAdvice(steps: readonly SimulatedStep[], title: string, rewrite: string | null): OrderAdvice {
  return {
    title,
    lines: steps.map(({ line }) => line),
    rewrite,
    seconds: steps.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0),
    untimed: steps.filter(({ seconds }) => seconds === null).length,
    bytes: steps.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    unsized: steps.filter(({ bytes }) => bytes === null).length,
  };
}

const isRunning = ({ keyword, state }: SimulatedStep): boolean => keyword === 'RUN' && state === 'runs';

/** RUNs that are reused, by their text. */
const reusedRuns = ({ steps }: SimulatedBuild): string[] =>
  steps.filter(({ keyword, state }) => keyword === 'RUN' && state === 'reused').map(({ text }) => text);

/** What the rewrites would do, where the simulation agrees that something is spared by it. */
function byRewrites(today: BuildSimulation, now: SimulatedBuild, source: TypicalChange): OrderAdvice[] {
  const { dockerfile } = today;
  if (dockerfile.problems.length > 0) return [];
  const result = runPipeline({ dockerfile, image: null, rewrites: orderRewrites }, () => true);
  if (result.steps.length === 0) return [];
  const before = new Set(reusedRuns(now));
  const spared = reusedRuns(today.withDockerfile(result.dockerfile).after(source.change)).filter(
    (text) => !before.has(text),
  );
  if (spared.length === 0) return [];
  return result.steps.flatMap(({ rewrite, title, lines, line }) => {
    const installs = now.steps.filter((step) => isRunning(step) && lines.includes(step.line) && step.line !== line);
    return installs.length === 0 ? [] : [toAdvice(installs, `${title}.`, rewrite)];
  });
}

function mayMove(dockerfile: Dockerfile, instruction: Instruction, first: number): boolean {
  const between = dockerfile.instructions.filter(({ line }) => line > first && line < instruction.line);
  return (
    !needsSources(dockerfile, instruction) &&
    !mountsOf(instruction).some((mount) => mount.get('type') === 'bind') &&
    !between.some(({ keyword }) => surroundings.has(keyword))
  );
}

/** RUNs that only install packages of the system, behind a COPY that changed. */
function movesByHand({ dockerfile }: BuildSimulation, now: SimulatedBuild, told: ReadonlySet<number>): OrderAdvice[] {
  return dockerfile.stages.flatMap(({ index, instructions }) => {
    const steps = now.steps.filter(({ stage, isWork }) => stage === index && isWork);
    const first = steps.find(({ state }) => state === 'runs');
    if (!first || (first.keyword !== 'COPY' && first.keyword !== 'ADD')) return [];
    const byLine = new Map(instructions.map((instruction) => [instruction.line, instruction]));
    const spared = steps.filter((step) => {
      const instruction = isRunning(step) && !told.has(step.line) ? byLine.get(step.line) : undefined;
      return instruction !== undefined && mayMove(dockerfile, instruction, first.line);
    });
    if (spared.length === 0) return [];
    const lines = spared.map(({ line }) => line);
    const [which, they] =
      lines.length === 1 ? [`line ${lines[0]}`, 'it needs'] : [`lines ${lines.join(', ')}`, 'they need'];
    return [toAdvice(spared, `Move ${which} before line ${first.line}: ${they} nothing that it copies.`, null)];
  });
}

/** `source`: an edit of a source file, the change that comes most often. What spares most time comes first. */
export function orderAdvice(today: BuildSimulation, source: TypicalChange): OrderAdvice[] {
  const now = today.after(source.change);
  const rewritten = byRewrites(today, now, source);
  const told = new Set(rewritten.flatMap(({ lines }) => lines));
  const byHand = movesByHand(today, now, told);
  return [...rewritten, ...byHand].sort((a, b) => b.seconds - a.seconds || b.bytes - a.bytes);
}
