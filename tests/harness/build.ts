import type { OrderAdvice } from '../../src/optimize/order-advice.ts';
import type { BuildChange, ComparedChange, SimulatedBuild, SimulatedStep } from '../../src/build-cache/simulation.ts';
import { contextPath, type ContextTree } from '../../src/build-context/context-tree.ts';
import { webContext } from './folder.ts';

// A Dockerfile of two stages, made up, and a builder that is much simpler than the real one: a COPY runs again when what it
// takes changed, and with it all that stands below in its stage.

interface Line {
  readonly text: string;
  readonly stage: number;
  readonly takes?: (path: string) => boolean;
  readonly seconds?: number;
  readonly bytes?: number;
}

const today: readonly Line[] = [
  { text: 'FROM node:22 AS build', stage: 0 },
  { text: 'WORKDIR /app', stage: 0, seconds: 0.2, bytes: 0 },
  { text: 'COPY . .', stage: 0, takes: () => true, seconds: 3, bytes: 855_000_000 },
  { text: 'ARG NPM_TOKEN', stage: 0 },
  { text: 'RUN npm ci --no-audit --no-fund && npm cache clean --force', stage: 0, seconds: 94, bytes: 516_000_000 },
  { text: 'RUN npm run build', stage: 0, seconds: 41, bytes: 15_100_000 },
  { text: 'FROM nginx:1.27', stage: 1 },
  { text: 'RUN apt-get update && apt-get install -y --no-install-recommends tini', stage: 1, bytes: 19_400_000 },
  { text: 'COPY --from=build /app/dist /usr/share/nginx/html', stage: 1, bytes: 15_100_000 },
  { text: 'EXPOSE 80', stage: 1 },
  { text: 'FROM node:22 AS test', stage: 2 },
  { text: 'COPY --from=build /app /app', stage: 2 },
  { text: 'RUN npm test', stage: 2 },
];
const better: readonly Line[] = [
  ...today.slice(0, 2),
  {
    text: 'COPY package.json package-lock.json ./',
    stage: 0,
    takes: (path) => path.startsWith('package'),
    seconds: 0.1,
    bytes: 414_000,
  },
  ...today.slice(3, 5),
  { text: 'COPY . .', stage: 0, takes: (path) => !path.endsWith('.md'), seconds: 0.4, bytes: 3_540_000 },
  ...today.slice(5),
];

function simulate(
  lines: readonly Line[],
  { files, images, buildArgs }: BuildChange,
  tree: ContextTree,
): SimulatedBuild {
  const paths = [...files].map((node) => contextPath(tree, node));
  let [stage, isRunning] = [-1, false];
  const broken = new Set<number>();
  const steps = lines.map((line, at): SimulatedStep => {
    if (line.stage !== stage) [stage, isRunning] = [line.stage, false];
    const [keyword = ''] = line.text.split(' ');
    const taken = paths.filter((path) => line.takes?.(path));
    const causes = [
      keyword === 'FROM' && images.has(line.text.split(' ')[1] ?? '') ? 'There is another image behind its name.' : '',
      taken.length > 0
        ? `It copies ${taken.slice(0, 2).join(' and ')}${taken.length > 2 ? ` and ${taken.length - 2} more` : ''}, which changed.`
        : '',
      line.text.includes('--from=build') && broken.has(0) ? 'It copies from the stage build, which runs again.' : '',
      keyword === 'RUN' && line.stage === 0 && buildArgs.has('NPM_TOKEN')
        ? 'NPM_TOKEN has another value, which every RUN below it sees.'
        : '',
    ].filter((cause) => cause !== '');
    const [cause] = causes;
    const why = cause ?? (isRunning ? 'A step above it runs again.' : 'Nothing that it depends on changed.');
    isRunning ||= cause !== undefined;
    if (isRunning) broken.add(stage);
    const isBuilt = line.stage < 2;
    return {
      line: at + 1,
      stage: line.stage,
      keyword,
      isWork: !['EXPOSE', 'ARG'].includes(keyword),
      text: line.text,
      state: !isBuilt ? 'not built' : isRunning ? 'runs' : 'reused',
      why: isBuilt ? why : 'The image that is built needs nothing of this stage.',
      seconds: line.seconds ?? null,
      bytes: line.bytes ?? null,
    };
  });
  const counted = steps.filter(({ isWork, state }) => isWork && state !== 'not built');
  const running = counted.filter(({ state }) => state === 'runs');
  const shipped = running.filter((step) => step.stage === 1);
  const sum = (values: readonly (number | null)[]): number =>
    values.reduce<number>((all, value) => all + (value ?? 0), 0);
  return {
    steps,
    running: running.length,
    reused: counted.length - running.length,
    seconds: sum(running.map(({ seconds }) => seconds)),
    untimed: running.filter(({ seconds }) => seconds === null).length,
    bytes: sum(shipped.map(({ bytes }) => bytes)),
    unsized: 0,
    problems: [],
  };
}

const nodeOf = (wanted: string): number => {
  const { tree } = webContext;
  return Array.from(tree.parents.keys()).find((node) => contextPath(tree, node) === wanted) ?? 0;
};
const none = { files: new Set<number>(), images: new Set<string>(), buildArgs: new Set<string>() };

export const stages = [
  { name: 'build', image: 'node:22' },
  { name: null, image: 'nginx:1.27' },
  { name: 'test', image: 'node:22' },
];
export const images = ['node:22', 'nginx:1.27'];
export const buildArgs = ['NPM_TOKEN'];
export const advice: readonly OrderAdvice[] = [
  {
    title: 'Copy package.json and package-lock.json before the sources.',
    lines: [4],
    rewrite: 'node-manifests-first',
    seconds: 62,
    untimed: 0,
    bytes: 41e6,
    unsized: 0,
  },
];
export const buildAfter = (change: BuildChange): SimulatedBuild => simulate(today, change, webContext.tree);

const typical = [
  { id: 'source', title: 'A source file is edited', example: 'src/parts/part-3/index.ts' },
  { id: 'dependency', title: 'A dependency is updated', example: 'package-lock.json' },
  { id: 'readme', title: 'The README is edited', example: 'README.md' },
  { id: 'base', title: 'The base image is updated', example: 'nginx:1.27' },
] as const;

export const compared: readonly ComparedChange[] = typical.map(({ id, title, example }) => {
  const change: BuildChange =
    id === 'base' ? { ...none, images: new Set([example]) } : { ...none, files: new Set([nodeOf(example)]) };
  return {
    change: { id, title, example, change },
    today: simulate(today, change, webContext.tree),
    better: simulate(better, change, webContext.tree),
  };
});
