import type { InPieces } from '../bytes/in-pieces.ts';
import type { Bytes } from '../bytes/units.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { isEntry } from './is-entry.ts';
import { nodesMatchingInPieces, type GlobMatch } from './nodes-matching.ts';

/** A line of the user's with a glob, and what it names in all layers. */
export interface ChosenLine extends Omit<GlobMatch, 'nodes'> {
  /** From 1. */
  readonly line: number;
  /** In all layers, with what lies below folders. */
  readonly entries: number;
  /** Of contents. */
  readonly bytes: Bytes;
}

export interface ChosenPaths {
  readonly lines: readonly ChosenLine[];
  /** How many lines behind the last that was looked at say something. */
  readonly left: number;
  readonly nodes: ReadonlySet<number>;
}

/** Every line is looked for among all names. */
export const mostLines = 100;

interface Sums {
  readonly entries: Uint32Array;
  readonly bytes: Float64Array;
}

/** By node: entries of it and of what lies below it, in all layers, and their contents. */
function sumsOf(columns: RootfsColumns): Sums {
  const { parents, eventNodes, eventSizes } = columns;
  const entries = new Uint32Array(parents.length);
  const bytes = new Float64Array(parents.length);
  for (let event = 0; event < eventNodes.length; event++) {
    if (!isEntry(columns, event)) continue;
    entries[eventNodes[event] as number]!++;
    bytes[eventNodes[event] as number]! += eventSizes[event] as number;
  }
  for (let node = parents.length - 1; node > 0; node--) {
    entries[parents[node] as number]! += entries[node] as number;
    bytes[parents[node] as number]! += bytes[node] as number;
  }
  return { entries, bytes };
}

/** One glob a line; what begins with `#` is the user's own note. */
const globLines = (text: string): { line: number; glob: string }[] =>
  text
    .split('\n')
    .map((one, index) => ({ line: index + 1, glob: one.trim() }))
    .filter(({ glob }) => glob !== '' && !glob.startsWith('#'));

/** The paths that the lines of a text name. */
export function* chosenPaths(columns: RootfsColumns, text: string): InPieces<ChosenPaths> {
  const all = globLines(text);
  const lines = all.slice(0, mostLines);
  if (lines.length === 0) return { lines: [], left: 0, nodes: new Set() };
  const matches = yield* nodesMatchingInPieces(
    columns,
    lines.map(({ glob }) => glob),
  );
  const sums = sumsOf(columns);
  yield;
  const told = matches.map(({ glob, problem, nodes }, index) => ({
    line: lines[index]!.line,
    glob,
    problem,
    entries: nodes.reduce((sum, node) => sum + (sums.entries[node] as number), 0),
    bytes: nodes.reduce((sum, node) => sum + (sums.bytes[node] as number), 0),
  }));
  return { lines: told, left: all.length - lines.length, nodes: new Set(matches.flatMap(({ nodes }) => nodes)) };
}
