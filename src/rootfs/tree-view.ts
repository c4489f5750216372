import { heaviestFirstInPieces } from '../bytes/heaviest-first.ts';
import { whole, type InPieces } from '../bytes/in-pieces.ts';
import type { Bytes } from '../bytes/units.ts';
import { largestFile } from './largest-file.ts';
import { inNameOrder } from './name-order.ts';
import type { Rootfs } from './rootfs.ts';
import { filterTree, type FilteredTree } from './tree-filter.ts';
import { TreeRows, type Unfold } from './tree-rows.ts';
import { nodeKinds, treeState, type NodeKind, type TreeMode, type TreeState } from './tree-state.ts';

export { modeText } from './mode-text.ts';
export type { FilteredTree } from './tree-filter.ts';
export { rowLimits, type RowLimit, type TreeRow, type TreeRows, type Unfold } from './tree-rows.ts';
export { nodeKinds, type NodeKind, type TreeMode, type TreeTotals } from './tree-state.ts';

export type TreeSort = 'size' | 'name';

export interface TreeOptions {
  readonly layer: number;
  readonly mode: TreeMode;
  /** What a filter found (`matchNames`); null: there is none. */
  readonly matches: Uint8Array | null;
  /** Kinds of change that are shown; in mode layer nothing unchanged is. */
  readonly kinds: ReadonlySet<NodeKind>;
  readonly sort: TreeSort;
  readonly unfold: Unfold;
  /** Directories that the user opened or closed. Of the others `unfold` says it: by themselves, where a match is, or most bytes are. */
  readonly toggled: ReadonlyMap<number, boolean>;
}

/** Matches beyond this many are too many to look through, so that the way to them is not opened. */
const maxOpened = 5000;
/** Without a filter, the heaviest directories open by themselves while there are fewer rows than this, */
const firstRows = 40;
/** and while they hold this share of all bytes. */
const firstShare = 0.05;

/** The order of shorter lists is made anew as fast as it is found again. */
const keptFrom = 1000;

/** Where the bytes are: what to open so that the first look says it. */
function heaviestDirectories(tree: FilteredTree, childrenOf: (node: number) => readonly number[]): Set<number> {
  const weight = (node: number): Bytes => (tree.sizes[node] as number) + (tree.gone[node] as number);
  const opened = new Set<number>();
  if (tree.matches) return opened;
  const least = weight(0) * firstShare;
  const top = childrenOf(0);
  let rows = top.length;
  let candidates = rows < firstRows ? [...top] : [];
  while (rows < firstRows && candidates.length > 0 && weight(0) > 0) {
    const heaviest = candidates.reduce((a, b) => (weight(b) > weight(a) ? b : a));
    if (weight(heaviest) < least) break;
    const inner = childrenOf(heaviest);
    candidates = candidates.filter((node) => node !== heaviest);
    if (inner.length === 0 || rows + inner.length > firstRows) continue;
    opened.add(heaviest);
    rows += inner.length;
    candidates.push(...inner); // fewer than `firstRows`
  }
  return opened;
}

function sameKinds(a: ReadonlySet<NodeKind>, b: ReadonlySet<NodeKind>): boolean {
  return nodeKinds.every((kind) => a.has(kind) === b.has(kind));
}

/**
 * The tree of a root file system as a list of rows. What depends on the layer, on the filter and on what is open is
 * computed apart, and each kept until its own options change.
 */
export class TreeView {
  private state: { layer: number; mode: TreeMode; value: TreeState } | null = null;
  private filtered: { kinds: ReadonlySet<NodeKind>; value: FilteredTree } | null = null;
  private sorted: { sort: TreeSort; tree: FilteredTree; children: Map<number, ArrayLike<number>> } | null = null;
  private readonly named = new Map<number, Uint32Array>();
  private heavy: { tree: FilteredTree; value: ReadonlySet<number> } | null = null;

  constructor(private readonly rootfs: Rootfs) {}

  /** What is shown under the filter, in no order yet: sorting a directory of 200,000 files takes longer than all of this. */
  *treeInPieces(options: Pick<TreeOptions, 'layer' | 'mode' | 'matches' | 'kinds'>): InPieces<FilteredTree> {
    return yield* this.filter(yield* this.stateOf(options), options);
  }

  rows(options: TreeOptions): TreeRows {
    return whole(this.rowsInPieces(options));
  }

  *rowsInPieces(options: TreeOptions): InPieces<TreeRows> {
    const tree = yield* this.treeInPieces(options);
    const { unfold, toggled } = options;
    if (this.heavy?.tree !== tree) {
      this.heavy = { tree, value: heaviestDirectories(tree, (node) => this.firstShown(tree, node)) };
    }
    const heavy = this.heavy.value;
    const opens = (node: number, siblings: number): boolean =>
      tree.matches ? tree.leads[node] === 1 && tree.hits <= maxOpened : siblings === 1 || heavy.has(node);
    const childrenOf = this.sort(tree, options.sort);
    return yield* TreeRows.of(this.rootfs, tree, { unfold, toggled, opens, childrenOf });
  }

  /** Of the files of a tree, in open directories or not, the largest; `after`: the next smaller one. */
  largest(tree: FilteredTree, after: number | null = null): number | null {
    return largestFile(this.rootfs.columns, tree, after);
  }

  private *stateOf({ layer, mode }: Pick<TreeOptions, 'layer' | 'mode'>): InPieces<TreeState> {
    const known = this.state;
    if (known?.layer === layer && known.mode === mode) return known.value;
    const value = yield* treeState(this.rootfs.columns, layer, mode);
    this.state = { layer, mode, value };
    return value;
  }

  private *filter(
    state: TreeState,
    { matches, kinds }: Pick<TreeOptions, 'matches' | 'kinds'>,
  ): InPieces<FilteredTree> {
    const known = this.filtered;
    if (known?.value.state === state && known.value.matches === matches && sameKinds(known.kinds, kinds)) {
      return known.value;
    }
    const value = yield* filterTree(this.rootfs.columns, state, { matches, kinds });
    this.filtered = { kinds: new Set(kinds), value };
    return value;
  }

  /** As many as a directory that opens by itself may have, and one more. */
  private firstShown({ shown }: FilteredTree, node: number): number[] {
    return this.rootfs.firstChildren(node, firstRows + 1, (child) => shown[child] === 1);
  }

  /** Children that are shown, in order; sorted when a directory is first opened. */
  private sort(tree: FilteredTree, sort: TreeSort): (node: number) => InPieces<ArrayLike<number>> {
    if (this.sorted?.tree !== tree || this.sorted.sort !== sort) this.sorted = { sort, tree, children: new Map() };
    const { children } = this.sorted;
    const childrenOf = (node: number): InPieces<ArrayLike<number>> => this.shownChildren(node, tree, sort);
    return function* (node) {
      const known = children.get(node);
      if (known) return known;
      const found = yield* childrenOf(node);
      children.set(node, found);
      return found;
    };
  }

  private *shownChildren(
    node: number,
    { sizes, gone, shown }: FilteredTree,
    sort: TreeSort,
  ): InPieces<ArrayLike<number>> {
    const byName = (yield* this.byName(node)).filter((child) => shown[child] === 1);
    const weight = (node: number): Bytes => (sizes[node] as number) + (gone[node] as number);
    return sort === 'name' ? byName : yield* heaviestFirstInPieces(byName, weight);
  }

  /** All children by name, whatever is shown of them: of a long list the order is kept. */
  private *byName(node: number): InPieces<Uint32Array> {
    const known = this.named.get(node);
    if (known) return known;
    const found = yield* inNameOrder(this.rootfs.columns.names, this.rootfs.childrenOf(node));
    if (found.length >= keptFrom) this.named.set(node, found);
    return found;
  }
}
