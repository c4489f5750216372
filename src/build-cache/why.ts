// Why a step runs again or is reused, in a sentence.
import { formatCount } from '../bytes/units.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import { shellOf } from '../dockerfile/shell.ts';
import { mountsOf } from '../lint/mounts.ts';
import type { PlannedStep } from './planned-step.ts';

/** 'src/index.js and 3 more files that changed'. */
function changedFiles(first: string, count: number): string {
  if (count === 1) return `${first}, which changed`;
  const more = count - 1;
  return `${first} and ${formatCount(more)} more ${more === 1 ? 'file' : 'files'} that changed`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${formatCount(more)} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

const haveOthers = (names: readonly string[]): string =>
  names.length === 1 ? 'has another value' : 'have other values';

export function whyFiles({ line, sources }: PlannedStep, first: string, count: number): string {
  return `Line ${line} ${sources.isMounted ? 'mounts' : 'copies'} ${changedFiles(first, count)}.`;
}

export function whyVariables({ instruction, kind }: PlannedStep, names: readonly string[]): string {
  if (kind === 'from') return `It names the image with ${listed(names)}, which ${haveOthers(names)}.`;
  if (kind === 'setting') return `${listed(names)} ${haveOthers(names)}; to write that down takes no time.`;
  const how = instruction.keyword === 'RUN' ? 'It runs with' : 'Its text, its place or its user depends on';
  return `${how} ${listed(names)}, which ${haveOthers(names)}.`;
}

export const whyImage = (image: string): string => `There is another image behind ${image} than before.`;

export const whyCause = (line: number): string => `Line ${line} runs again, and this step stands on it.`;

export const whyBase = (stage: string, line: number): string =>
  `It builds on stage ${stage}, which runs again from line ${line} on.`;

export function whyStage(stage: string, line: number, isSure: boolean): string {
  if (isSure) return `It takes files of stage ${stage}, to which line ${line} now brings others.`;
  return `It takes files of stage ${stage}, where line ${line} runs again: should they come out the same, it is reused, and all that stands on it.`;
}

export const whyRefused = 'The builder stops here.';

export const whyNotBuilt = (stage: string): string => `Stage ${stage} is not needed for what is built.`;

/** Programs that look at what is outside of the image. */
const fetching: ReadonlySet<string> = new Set([
  'apk', 'apt', 'apt-get', 'aptitude', 'bun', 'bundle', 'cargo', 'composer', 'conda', 'curl', 'dnf', 'gem', 'git', 'go',
  'gradle', 'gradlew', 'microdnf', 'mvn', 'mvnw', 'npm', 'npx', 'pip', 'pip3', 'pnpm', 'poetry', 'tdnf', 'uv', 'wget',
  'yarn', 'yum', 'zypper',
]); // prettier-ignore

function fetches(dockerfile: Dockerfile, { instruction }: PlannedStep): boolean {
  return (shellOf(dockerfile, instruction)?.commands ?? []).some(({ name }) => fetching.has(name));
}

/** Where an address leads, without what may be secret in it. */
function hostOf(address: string): string {
  const [, host] = /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?([^/:]+)/.exec(address) ?? [];
  return host ?? 'the address';
}

/** `cause`: the line that runs again below it, where it does not stand on that. */
export function whyReused(dockerfile: Dockerfile, step: PlannedStep, cause: number | null): string {
  const { instruction, kind, sources, isLinked } = step;
  if (kind === 'setting') return 'It only goes into the image’s settings, which takes no time.';
  if (kind === 'from')
    return step.words[0]?.toLowerCase() === 'scratch' ? 'Nothing is below it.' : 'The image is the same.';
  if (isLinked && cause !== null) return `With --link it does not stand on line ${cause}, which runs again.`;
  const [remote] = sources.remote;
  if (remote !== undefined) {
    return `The builder asks ${hostOf(remote)} at each build; it runs again only where something else comes.`;
  }
  if (instruction.keyword === 'RUN') {
    const same = 'Its text and all it stands on are the same';
    return fetches(dockerfile, step)
      ? `${same}; whether there is something newer to download, the builder does not look.`
      : `${same}.`;
  }
  if (instruction.keyword === 'WORKDIR') return 'It is the same directory, on the same layers.';
  return 'The files it takes and all it stands on are the same.';
}

/** What is added to the reason of a RUN that runs again, where its caches stay. */
export function keepsCaches({ instruction }: PlannedStep): boolean {
  return instruction.keyword === 'RUN' && mountsOf(instruction).some((mount) => mount.get('type') === 'cache');
}
