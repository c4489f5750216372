import type { Instruction } from '../dockerfile/model.ts';
import { resolvePath } from '../dockerfile/places.ts';
import { mountsOf } from '../lint/mounts.ts';
import { copySources } from './copy-request.ts';
import type { PlannedStep, StageSource, StepSources } from './planned-step.ts';
import { hasWildcard, sourceParts } from './source-path.ts';

/** What `--from` and `from=` name: a stage, an image, or a stage that cannot be copied from. */
export type FromName =
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image' }
  | { readonly kind: 'refused'; readonly message: string };

export type ResolveFrom = (name: string, stage: number) => FromName;

const nothing: StepSources = { context: null, isMounted: false, stages: [], images: [], remote: [] };

/** The folder of a source that is not changed by what a wildcard matches. */
function beforeWildcard(source: string): string {
  const parts = sourceParts(source);
  const first = parts.findIndex(hasWildcard);
  return `/${(first < 0 ? parts : parts.slice(0, first)).join('/')}`;
}

interface Found {
  readonly context: string[];
  readonly stages: StageSource[];
  readonly images: string[];
}

function addFrom(found: Found, name: string, paths: readonly string[], resolved: FromName): void {
  if (resolved.kind === 'stage') found.stages.push({ index: resolved.index, paths });
  else if (resolved.kind === 'image' && name.toLowerCase() !== 'scratch') found.images.push(name);
}

function mountSources(instruction: Instruction, stage: number, resolve: ResolveFrom): StepSources {
  const found: Found = { context: [], stages: [], images: [] };
  for (const mount of mountsOf(instruction)) {
    const type = mount.get('type');
    const from = mount.get('from') ?? '';
    const source = mount.get('source') ?? '/';
    if (type !== 'bind' && type !== 'cache') continue;
    if (from !== '') addFrom(found, from, [resolvePath('/', source)], resolve(from, stage));
    else if (type === 'bind') found.context.push(source);
  }
  const { context: sources, stages, images } = found;
  const context = sources.length === 0 ? null : { sources, exclude: [], parents: false };
  return { ...nothing, context, isMounted: sources.length > 0, stages, images };
}

function copiedSources(
  instruction: Instruction,
  words: readonly (string | null)[],
  stage: number,
  resolve: ResolveFrom,
): StepSources {
  const { request, remote } = copySources(instruction, words);
  const from = instruction.keyword === 'COPY' ? instruction.flags.find(({ name }) => name === 'from')?.value : null;
  if (!from) return { ...nothing, context: request.sources.length > 0 ? request : null, remote };
  const found: Found = { context: [], stages: [], images: [] };
  addFrom(found, from, request.sources.map(beforeWildcard), resolve(from, stage)); // prettier-ignore
  return { ...nothing, stages: found.stages, images: found.images };
}

/** What a step takes beside what it stands on. */
export function stepSources(
  instruction: Instruction,
  words: PlannedStep['words'],
  stage: number,
  resolve: ResolveFrom,
): StepSources {
  const { keyword } = instruction;
  if (keyword === 'RUN') return mountSources(instruction, stage, resolve);
  if (keyword === 'COPY' || keyword === 'ADD') return copiedSources(instruction, words, stage, resolve);
  return nothing;
}
