import { piecesBackwards, type InPieces } from '../bytes/in-pieces.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { removesNothing, type RootfsColumns } from './columns.ts';
import { NodeKindCode, nodeKinds, type NodeKind, type TreeState, type TreeTotals } from './tree-state.ts';

/** What of a tree is shown under a filter. Sums are of what is shown. */
export interface FilteredTree {
  readonly state: TreeState;
  /** By node, as `matchNames` gives them; null: all are shown. */
  readonly matches: Uint8Array | null;
  readonly shown: Uint8Array;
  /** 1: something below is shown. */
  readonly holds: Uint8Array;
  /** 1: something below matches by itself. */
  readonly leads: Uint8Array;
  /** Nodes that match by themselves. */
  readonly hits: number;
  readonly sizes: Float64Array;
  readonly gone: Float64Array;
  readonly totals: TreeTotals;
}

/** Of the nodes of a tree, those that a filter takes by themselves, and not for what lies above or below them. */
export function takenBy(
  { state, matches }: Pick<FilteredTree, 'state' | 'matches'>,
  kinds: ReadonlySet<NodeKind>,
): (node: number) => boolean {
  const wanted = wantedKinds(state, kinds);
  return (node) => wanted[state.kinds[node] as number] === true && matches?.[node] !== 0;
}

const wantedKinds = ({ mode }: TreeState, kinds: ReadonlySet<NodeKind>): boolean[] =>
  nodeKinds.map((kind) => kinds.has(kind) && (kind !== 'unchanged' || mode === 'image'));

/** A match brings its ancestors and, where it is a directory, what lies below it. */
export function* filterTree(
  columns: RootfsColumns,
  state: TreeState,
  { matches, kinds }: { matches: Uint8Array | null; kinds: ReadonlySet<NodeKind> },
): InPieces<FilteredTree> {
  const { parents, eventTypes } = columns;
  const wanted = wantedKinds(state, kinds);
  const shown = new Uint8Array(parents.length);
  const holds = new Uint8Array(parents.length);
  const leads = new Uint8Array(parents.length);
  const sizes = new Float64Array(parents.length);
  const gone = new Float64Array(parents.length);
  let files = 0;
  let hits = 0;
  for (const { from, to } of piecesBackwards(parents.length, 1)) {
    for (let node = to - 1; node >= from; node--) {
      const kind = state.kinds[node] as number;
      if (kind === NodeKindCode.absent) continue;
      const match = matches ? (matches[node] as number) : 1;
      if (match > 0 && wanted[kind]) {
        shown[node] = 1;
        sizes[node]! += state.sizes[node] as number;
        gone[node]! += state.gone[node] as number;
        const event = state.events[node] as number;
        if (eventTypes[event] !== EntryTypeCode.directory && !removesNothing(columns, event)) files++;
      }
      if (!shown[node]) continue;
      const parent = parents[node] as number;
      shown[parent] = 1;
      holds[parent] = 1;
      sizes[parent]! += sizes[node] as number;
      gone[parent]! += gone[node] as number;
      if (match === 2) hits++;
      if (leads[node] || match === 2) leads[parent] = 1;
    }
    yield;
  }
  const totals = { files, size: sizes[0] as number, gone: gone[0] as number };
  return { state, matches, shown, holds, leads, hits, sizes, gone, totals };
}
