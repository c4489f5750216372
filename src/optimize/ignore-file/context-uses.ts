// What the instructions of a Dockerfile take of the folder: COPY, ADD, and the bind mounts of RUN.
import type { IgnoredNodes } from '../../build-context/build-context.ts';
import type { ContextFigures, ContextUse, SentSums, UnusedNode } from '../../build-context/context-audit.ts';
import { ContextIndex } from '../../build-context/context-index.ts';
import { contextPath, ContextKind, type ContextTree } from '../../build-context/context-tree.ts';
import { countsOf, figuresAt } from '../../build-context/sent-sums.ts';
import type { CopiedFiles, CopyRequest } from '../../build-cache/copied-files.ts';
import { joinLines } from '../../dockerfile/logical-text.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { isRemoteSource } from '../../lint/copy-source.ts';
import type { BuildPlan, Step } from '../../lint/build-plan.ts';
import { mountsOf } from '../../lint/mounts.ts';
import { copiedFiles } from '../../build-cache/find-copied-files.ts';
import { Remembered } from '../remembered.ts';

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
  /** By node: how many of its files that are sent instructions take; null where nobody knows. */
  readonly taken: Uint32Array | null;
}

/** An instruction on one line. */
const lineOf = ({ text, escape }: Dockerfile, { start, end }: Instruction): string =>
  joinLines(text, start, end, escape).text.trim();

/** Marks the files that an instruction takes, of what is sent; gives how much that is. */
function mark(
  { kinds, sizes }: ContextTree,
  taken: Uint8Array,
  ignored: Uint8Array,
  marks: Uint8Array,
): ContextFigures {
  let [files, bytes, unsized] = [0, 0, 0];
  for (let node = 0; node < taken.length; node++) {
    if (taken[node] === 0 || ignored[node] === 1 || kinds[node] !== ContextKind.file) continue;
    const size = sizes[node] as number;
    marks[node] = 1;
    files++;
    // A size that is not known is not equal to itself.
    if (size === size) bytes += size;
    else unsized++;
  }
  return { files, bytes, unsized };
}

/** A better Dockerfile mostly copies the same. */
const remembered = new Remembered<CopiedFiles>();

function takenBy(tree: ContextTree, ignored: IgnoredNodes, { sources, exclude, parents }: CopyRequest): CopiedFiles {
  const request = { sources, exclude, parents };
  return remembered.of(ignored, JSON.stringify(request), () => copiedFiles(tree, ignored, request));
}

export function usesOf(
  dockerfile: Dockerfile,
  requests: readonly ContextRequest[],
  tree: ContextTree,
  ignored: IgnoredNodes,
): ContextUses {
  const marks = new Uint8Array(tree.parents.length);
  const uses = requests.map((request): ContextUse => {
    const { taken, missing } = takenBy(tree, ignored, request);
    const figures = mark(tree, taken, ignored, marks);
    return { line: request.line, text: lineOf(dockerfile, request.instruction), ...figures, missing };
  });
  const isUncertain = requests.some((request) => request.isUncertain);
  return { uses, taken: isUncertain ? null : countsOf(tree, marks) };
}

/** More than these nobody reads. */
const mostUnused = 200;

/** The topmost nodes that are sent and of which nothing is taken, the largest first. `sent`: what is sent by node. */
export function unusedNodes(tree: ContextTree, sent: SentSums, { taken }: ContextUses): UnusedNode[] {
  if (!taken) return [];
  const index = ContextIndex.of(tree);
  const nodes: number[] = [];
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (sent.files[node] === 0 || sent.files[node] === taken[node]) continue;
    if (taken[node] === 0 && node > 0) nodes.push(node);
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
