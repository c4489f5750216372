// Where an instruction acts: the directory it runs in, and what a COPY brings where.
import { lastNotAbove } from '../bytes/search.ts';
import type { Dockerfile, Instruction, Stage } from './model.ts';
import { stageAncestry } from './stages.ts';

/** A path that a shell, COPY and WORKDIR read as it stands: no blanks, quotes, variables or patterns. */
export const isPlainPath = (path: string): boolean => /^[\w@%+=:,./-]+$/.test(path);

/** `a/./b/../c` below `/x`: `/x/a/c`. */
export function resolvePath(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** From `start` on, the working directory is another; null where a variable or a blank in its name makes it uncertain. */
interface Move {
  readonly start: number;
  readonly directory: string | null;
}

/** PATH_MAX of Linux. */
const pathLimit = 4_096;

const moves = new WeakMap<Stage, readonly Move[]>();

/** Where the WORKDIRs of a stage lead; the first entry is where it begins. */
function movesOf(dockerfile: Dockerfile, stage: Stage): readonly Move[] {
  const pending: Stage[] = [];
  let known: readonly Move[] | undefined;
  for (const ancestor of stageAncestry(dockerfile, stage)) {
    known = moves.get(ancestor);
    if (known) break;
    pending.push(ancestor);
  }
  for (const next of pending.reverse()) {
    const list: Move[] = [{ start: -1, directory: known ? (known.at(-1)?.directory ?? null) : '/' }];
    for (const { keyword, start, words } of next.instructions) {
      if (keyword !== 'WORKDIR') continue;
      const path = words[0]?.value ?? '';
      const before = list.at(-1)?.directory ?? null;
      const isPlain = words.length === 1 && !path.includes('$');
      const directory = !isPlain || before === null ? null : resolvePath(before, path);
      list.push({ start, directory: (directory?.length ?? 0) > pathLimit ? null : directory });
    }
    moves.set(next, list);
    known = list;
  }
  return known ?? [];
}

/** The working directory in front of an instruction; null where a variable or a blank in its name makes it uncertain. */
export function directoryAt(dockerfile: Dockerfile, instruction: Instruction): string | null {
  const stage = dockerfile.stages[instruction.stage];
  if (!stage) return null;
  const list = movesOf(dockerfile, stage);
  return list[lastNotAbove(list.length, (at) => list[at]?.start ?? 0, instruction.start - 1)]?.directory ?? null;
}

/** The user in front of an instruction; null where none is set in the Dockerfile. */
export function userAt(dockerfile: Dockerfile, instruction: Instruction): string | null {
  const stage = dockerfile.stages[instruction.stage];
  if (!stage) return null;
  let user: string | null = null;
  for (const ancestor of [...stageAncestry(dockerfile, stage)].reverse()) {
    for (const { keyword, start, words } of ancestor.instructions) {
      if (start < instruction.start && keyword === 'USER') user = words[0]?.value ?? null;
    }
  }
  return user;
}

export const isRoot = (user: string | null): boolean =>
  user === null || ['', 'root', '0', '0:0', 'root:root', 'root:0', '0:root'].includes(user);

export interface CopyPlaces {
  readonly sources: readonly string[];
  /** Absolute. */
  readonly destination: string;
  /** The sources land in the destination as a directory; else it is the file's new name. */
  readonly intoDirectory: boolean;
}

/** What COPY or ADD brings from the build context; null for other sources, here-documents and variables. */
export function copyPlaces(dockerfile: Dockerfile, instruction: Instruction): CopyPlaces | null {
  const { keyword, flags, heredocs } = instruction;
  if ((keyword !== 'COPY' && keyword !== 'ADD') || heredocs.length > 0) return null;
  if (flags.some(({ name }) => name === 'from')) return null;
  const words = (instruction.json ?? instruction.words).map((word) => word.value);
  const target = words.at(-1);
  const directory = directoryAt(dockerfile, instruction);
  if (words.length < 2 || target === undefined || directory === null || words.some((word) => word.includes('$')))
    return null;
  const sources = words.slice(0, -1);
  if (sources.some((source) => source.includes('://'))) return null;
  const intoDirectory =
    sources.length > 1 || target.endsWith('/') || /(?:^|\/)\.\.?$/.test(target) || sources.some(isWholeContext);
  return { sources, destination: resolvePath(directory, target), intoDirectory };
}

export const isWholeContext = (source: string): boolean => resolvePath('/', source) === '/';

/** True for `COPY . .` and its like: the whole build context. */
export function copiesContext(dockerfile: Dockerfile, instruction: Instruction): boolean {
  return copyPlaces(dockerfile, instruction)?.sources.some(isWholeContext) ?? false;
}

/** Where COPY or ADD puts things, whatever it takes them from; null where a variable makes it uncertain. */
export function copyTarget(dockerfile: Dockerfile, instruction: Instruction): string | null {
  const target = (instruction.json ?? instruction.words).at(-1)?.value;
  const directory = directoryAt(dockerfile, instruction);
  return target === undefined || directory === null || target.includes('$') ? null : resolvePath(directory, target);
}
