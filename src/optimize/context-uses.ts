// What the instructions of a Dockerfile take of the folder: COPY, ADD, and the bind mounts of RUN.
import type { IgnoredNodes } from '../build-context/build-context.ts';
import type { ContextFigures, ContextUse, SentSums, UnusedNode } from '../build-context/context-audit.ts';
import { ContextIndex } from '../build-context/context-index.ts';
import { contextPath, ContextKind, type ContextTree } from '../build-context/context-tree.ts';
import { figuresAt, sumsOf } from '../build-context/sent-sums.ts';
import type { CopyRequest } from '../build-cache/copied-files.ts';
import { joinLines } from '../dockerfile/logical-text.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { isRemoteSource } from '../lint/copy-source.ts';
import type { BuildPlan, Step } from '../lint/build-plan.ts';
import { mountsOf } from '../lint/mounts.ts';
import { copiedFiles } from '../build-cache/find-copied-files.ts';

/** An instruction that takes something of the folder. */
export interface ContextRequest extends CopyRequest {
  readonly instruction: Instruction;
  readonly line: number;
  /** A source has a variable whose value is not known. */
  readonly isUncertain: boolean;
}

const requestOf = (step: Step, sources: readonly string[], isUncertain = false): ContextRequest => ({
  instruction: step.instruction,
  line: step.place.line,
  sources,
  exclude: step.instruction.flags.flatMap(({ name, value }) => (name === 'exclude' && value ? [value] : [])),
  parents: step.instruction.flags.some(({ name, value }) => name === 'parents' && value !== 'false'),
  isUncertain,
});

function requestsOfCopy(step: Step): ContextRequest[] {
  const { instruction, words } = step;
  if (instruction.flags.some(({ name }) => name === 'from')) return [];
  const values = words.slice(0, -1).map(({ value }) => value);
  const known = values.filter((value) => value !== null && !isRemoteSource(value) && !value.startsWith('<<'));
  const isUncertain = values.includes(null);
  return known.length > 0 || isUncertain ? [requestOf(step, known as string[], isUncertain)] : [];
}

function requestsOfRun(step: Step): ContextRequest[] {
  const binds = mountsOf(step.instruction).filter((mount) => mount.get('type') === 'bind' && !mount.has('from'));
  const sources = binds.map((mount) => mount.get('source') || '.');
  const isUncertain = sources.some((source) => source.includes('$'));
  return sources.length > 0 ? [requestOf(step, sources, isUncertain)] : [];
}

/** In order of the file; those of stages that the target does not need, too. */
export function contextRequests({ steps }: BuildPlan): ContextRequest[] {
  return steps.flatMap((step) => {
    const { keyword } = step.instruction;
    if (keyword === 'COPY' || keyword === 'ADD') return requestsOfCopy(step);
    return keyword === 'RUN' ? requestsOfRun(step) : [];
  });
}

export interface ContextUses {
  readonly uses: readonly ContextUse[];
  /** By node: 1 for what no instruction takes, or what is not sent. */
  readonly untaken: Uint8Array<ArrayBuffer>;
  /** What an instruction takes is not known: no node is known to be unused. */
  readonly isUncertain: boolean;
}

/** An instruction on one line. */
const lineOf = ({ text, escape }: Dockerfile, { start, end }: Instruction): string =>
  joinLines(text, start, end, escape).text.trim();

/** Takes what an instruction takes off what is untaken so far; gives what that is, of what is sent. */
function take(
  { kinds, sizes }: ContextTree,
  taken: Uint8Array,
  ignored: Uint8Array,
  untaken: Uint8Array,
): ContextFigures {
  let [files, bytes, unsized] = [0, 0, 0];
  for (let node = 0; node < taken.length; node++) {
    if (taken[node] === 0 || ignored[node] === 1) continue;
    untaken[node] = 0;
    if (kinds[node] !== ContextKind.file) continue;
    const size = sizes[node] as number;
    files++;
    // A size that is not known is not equal to itself.
    if (size === size) bytes += size;
    else unsized++;
  }
  return { files, bytes, unsized };
}

export function usesOf(
  dockerfile: Dockerfile,
  requests: readonly ContextRequest[],
  tree: ContextTree,
  ignored: IgnoredNodes,
): ContextUses {
  const untaken = new Uint8Array(tree.parents.length).fill(1);
  const uses = requests.map((request): ContextUse => {
    const { taken, missing } = copiedFiles(tree, ignored, request);
    const figures = take(tree, taken, ignored, untaken);
    return { line: request.line, text: lineOf(dockerfile, request.instruction), ...figures, missing };
  });
  return { uses, untaken, isUncertain: requests.some((request) => request.isUncertain) };
}

/** More than these nobody reads. */
const mostUnused = 200;

/** The topmost nodes that are sent and of which nothing is taken, the largest first. `sent`: what is sent by node. */
export function unusedNodes(tree: ContextTree, sent: SentSums, { untaken, isUncertain }: ContextUses): UnusedNode[] {
  if (isUncertain) return [];
  const index = ContextIndex.of(tree);
  const used = sumsOf(tree, untaken);
  const nodes: number[] = [];
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (sent.files[node] === 0 || sent.files[node] === used.files[node]) continue;
    if (used.files[node] === 0 && node > 0) nodes.push(node);
    else index.pushChildren(node, open);
  }
  const sizeOf = (node: number): number => sent.bytes[node] as number;
  nodes.sort((a, b) => sizeOf(b) - sizeOf(a) || sent.files[b]! - sent.files[a]! || a - b);
  return nodes.slice(0, mostUnused).map((node) => ({
    node,
    path: contextPath(tree, node),
    ...figuresAt(sent, node),
  }));
}
