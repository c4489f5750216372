import { expect, it } from 'vitest';
import type { SimulatedStep, StepState } from '../../../src/build-cache/simulation.ts';
import { reusedWords, stepsByStage } from '../../../src/views/rebuild/step-rows.ts';

/** `stage state text`, a setting where the text is ENV. */
function step(line: string, at: number): SimulatedStep {
  const [stage, state, ...text] = line.split(' ');
  return {
    line: at + 1,
    stage: Number(stage),
    keyword: text[0] ?? '',
    isWork: text[0] !== 'ENV',
    text: text.join(' '),
    state: (state === 'unbuilt' ? 'not built' : state) as StepState,
    why: '',
    seconds: null,
    bytes: null,
  };
}

const steps = ['0 reused FROM', '0 runs COPY', '0 runs ENV', '1 reused FROM', '1 reused RUN', '2 unbuilt FROM'].map(
  step,
);
const stages = [
  { name: 'build', image: 'node:22' },
  { name: null, image: 'nginx' },
];

it('puts steps into their stages, and counts those that take work', () => {
  expect(stepsByStage({ steps }, stages).map(({ title, sum, steps }) => [title, sum, steps.length])).toEqual([
    ['Stage build, from node:22', '1 of 2 runs again', 3],
    ['Stage 1, from nginx', 'all from the cache', 2],
    ['Stage 2', 'not built: the image does not need it', 1],
  ]);
});

it('says where the builder stops', () => {
  const refused = ['0 reused FROM', '0 refused COPY', '0 reused RUN', '0 reused COPY'].map(step);
  expect(stepsByStage({ steps: refused }, stages)[0]?.sum).toBe('the builder stops here');
  expect(reusedWords({ steps: refused, reused: 3 })).toBe('The other 3 steps are reused from the cache');
  expect(reusedWords({ steps: refused, reused: 1 })).toBe('The other step is reused from the cache');
  expect(reusedWords({ steps, reused: 8 })).toBe('All 8 steps are reused from the cache');
  expect(reusedWords({ steps: [], reused: 0 })).toBe('No step takes time');
});
