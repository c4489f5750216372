// What the instructions of a Dockerfile take of the folder: COPY, ADD, and the bind mounts of RUN.
import type { IgnoredNodes } from '../build-context/build-context.ts';
import type { ContextUse, UnusedNode } from '../build-context/context-audit.ts';
import { ContextIndex } from '../build-context/context-index.ts';
import { contextPath, type ContextTree } from '../build-context/context-tree.ts';
import { figuresOf, sumsOf } from '../build-context/sent-sums.ts';
import type { CopyRequest } from '../build-cache/copied-files.ts';
import { joinLines } from '../dockerfile/logical-text.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { isRemoteSource } from '../lint/copy-source.ts';
import type { BuildPlan, Step } from '../lint/build-plan.ts';
import { mountsOf } from '../lint/mounts.ts';
import { copiedFilesOf } from './builder-rules.ts';

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
  /** By node: 1 for what any instruction takes. */
  readonly taken: Uint8Array<ArrayBuffer>;
  /** What an instruction takes is not known: no node is known to be unused. */
  readonly isUncertain: boolean;
}

/** An instruction on one line. */
const lineOf = ({ text, escape }: Dockerfile, { start, end }: Instruction): string =>
  joinLines(text, start, end, escape).text.trim();

export function usesOf(
  dockerfile: Dockerfile,
  requests: readonly ContextRequest[],
  tree: ContextTree,
  ignored: IgnoredNodes,
): ContextUses {
  const all = new Uint8Array(tree.parents.length);
  const uses = requests.map((request): ContextUse => {
    const { taken, missing } = copiedFilesOf(tree, ignored, request);
    for (let node = 0; node < all.length; node++) all[node]! |= taken[node] as number;
    const notTaken = new Uint8Array(taken.length);
    for (let node = 0; node < taken.length; node++) notTaken[node] = taken[node] && !ignored[node] ? 0 : 1;
    const { files, bytes } = figuresOf(tree, notTaken);
    return { line: request.line, text: lineOf(dockerfile, request.instruction), files, bytes, missing };
  });
  return { uses, taken: all, isUncertain: requests.some((request) => request.isUncertain) };
}

/** More than these nobody reads. */
const mostUnused = 200;

/** The topmost nodes that are sent and of which nothing is taken, the largest first. */
export function unusedNodes(tree: ContextTree, ignored: IgnoredNodes, uses: ContextUses): UnusedNode[] {
  if (uses.isUncertain) return [];
  const { taken } = uses;
  const index = ContextIndex.of(tree);
  const sent = sumsOf(tree, (node) => ignored[node] === 0);
  const used = sumsOf(tree, (node) => ignored[node] === 0 && taken[node] === 1);
  const nodes: number[] = [];
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (sent.files[node] === 0 || sent.files[node] === used.files[node]) continue;
    if (used.files[node] === 0 && node > 0) nodes.push(node);
    else for (const child of index.childrenOf(node)) open.push(child);
  }
  const sizeOf = (node: number): number => sent.bytes[node] as number;
  nodes.sort((a, b) => sizeOf(b) - sizeOf(a) || sent.files[b]! - sent.files[a]! || a - b);
  return nodes.slice(0, mostUnused).map((node) => ({
    node,
    path: contextPath(tree, node),
    files: sent.files[node] as number,
    bytes: sent.bytes[node] as number,
  }));
}
