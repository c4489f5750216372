// Globs to the files and folders of an image, whatever layer they are in. They are what .gitignore has: a name without a slash
// is looked for in every folder, a path begins at the root; `*` and `?` stay within a name, `**` goes over folders, `[a-z]` is a set.
import { parseIgnorePattern } from '../build-context/ignore-expression.ts';
import { readIgnorePattern } from '../build-context/ignore-lines.ts';
import { PathAutomaton, type PathState } from '../build-context/path-automaton.ts';
import { pieces, whole, type InPieces } from '../bytes/in-pieces.ts';
import { startOf } from '../bytes/string-column.ts';
import { FaultError } from '../fault.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';

/** Why a glob is not looked for. */
export type GlobProblem = 'exception' | 'no glob' | 'no path' | 'too long' | 'too much work';

export interface GlobMatch {
  readonly glob: string;
  /** The topmost nodes that it names: what lies below them belongs to them. */
  readonly nodes: readonly number[];
  readonly problem: GlobProblem | null;
}

type Tree = Pick<RootfsColumns, 'names' | 'parents'>;

/** Longer ones are not looked for. */
export const longestGlob = 1000;

/** As .dockerignore has it, where every path begins at the root; a problem where it is none. */
function patternOf(glob: string): { readonly pattern: string } | { readonly problem: GlobProblem } {
  if (glob.length > longestGlob) return { problem: 'too long' };
  if (glob.startsWith('!')) return { problem: 'exception' };
  const inner = glob.replace(/\/$/, '');
  const read = readIgnorePattern(inner.includes('/') ? inner.replace(/^\//, '') : `**/${inner}`);
  if (!read || inner === '' || inner === '.' || read.pattern === '.') return { problem: 'no path' };
  return read.problem === null ? { pattern: read.pattern } : { problem: 'no glob' };
}

/** By node, how far its path has come; null at and below what matches. */
function* topmost({ names, parents }: Tree, automaton: PathAutomaton): InPieces<number[]> {
  const states = new Array<PathState | null>(parents.length);
  states[0] = automaton.start;
  const found: number[] = [];
  for (const { from, to } of pieces(parents.length, 1)) {
    // A parent has a smaller number than its children.
    for (let node = from; node < to; node++) {
      const parent = parents[node] as number;
      const above = states[parent] ?? null;
      states[node] = null;
      if (!above) continue;
      const start = parent === 0 ? above : automaton.enter(above);
      const state = automaton.followBytes(start, names.bytes, startOf(names, node), names.ends[node] as number);
      if (automaton.decide(state) >= 0) found.push(node);
      else states[node] = state;
    }
    yield;
  }
  return found;
}

function* matchOf(tree: Tree, glob: string): InPieces<GlobMatch> {
  const read = patternOf(glob);
  if ('problem' in read) return { glob, nodes: [], problem: read.problem };
  const expression = parseIgnorePattern(read.pattern);
  if (!expression) return { glob, nodes: [], problem: 'no glob' };
  try {
    return { glob, nodes: yield* topmost(tree, new PathAutomaton([expression], [false])), problem: null };
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return { glob, nodes: [], problem: 'too much work' };
  }
}

/** There may be a million nodes: a page looks them through in turns. */
export function* nodesMatchingInPieces(tree: Tree, globs: readonly string[]): InPieces<GlobMatch[]> {
  const matches: GlobMatch[] = [];
  for (const glob of globs) matches.push(yield* matchOf(tree, glob));
  return matches;
}

/** What each of the globs names. */
export const nodesMatching = (tree: Tree, globs: readonly string[]): GlobMatch[] =>
  whole(nodesMatchingInPieces(tree, globs));
