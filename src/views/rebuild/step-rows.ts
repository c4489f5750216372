import type { SimulatedBuild, SimulatedStep } from '../../build-cache/simulation.ts';
import { formatCount } from '../../bytes/units.ts';

/** A stage as its FROM says it. */
export interface StageWords {
  /** After AS; null where it has none. */
  readonly name: string | null;
  readonly image: string;
}

export interface StageSteps {
  readonly stage: number;
  readonly title: string;
  readonly steps: readonly SimulatedStep[];
  /** In words: `3 of 8 run again`. */
  readonly sum: string;
}

function sumOf(steps: readonly SimulatedStep[]): string {
  if (steps.some(({ state }) => state === 'refused')) return 'the builder stops here';
  const counted = steps.filter(({ isWork }) => isWork);
  if (counted.every(({ state }) => state === 'not built')) return 'not built: the image does not need it';
  const running = counted.filter(({ state }) => state === 'runs').length;
  if (running === 0) return 'all from the cache';
  return `${formatCount(running)} of ${formatCount(counted.length)} ${running === 1 ? 'runs' : 'run'} again`;
}

/** The steps of each stage, in the order of the Dockerfile. Titles are as they are written: hostile. */
export function stepsByStage({ steps }: Pick<SimulatedBuild, 'steps'>, stages: readonly StageWords[]): StageSteps[] {
  const byStage = new Map<number, SimulatedStep[]>();
  for (const step of steps) {
    const known = byStage.get(step.stage);
    if (known) known.push(step);
    else byStage.set(step.stage, [step]);
  }
  return [...byStage].map(([stage, ofStage]) => {
    const { name = null, image = '' } = stages[stage] ?? {};
    const title = name === null ? `Stage ${stage}` : `Stage ${name}`;
    return { stage, title: image === '' ? title : `${title}, from ${image}`, steps: ofStage, sum: sumOf(ofStage) };
  });
}

/** `All 8 steps are reused from the cache`, where nothing runs again. */
export function reusedWords({ steps, reused }: Pick<SimulatedBuild, 'steps' | 'reused'>): string {
  if (reused === 0) return 'No step takes time';
  const isRefused = steps.some(({ state }) => state === 'refused');
  if (reused === 1) return `The ${isRefused ? 'other' : 'only'} step is reused from the cache`;
  return `${isRefused ? 'The other' : 'All'} ${formatCount(reused)} steps are reused from the cache`;
}
