import { heaviestFirstInPieces } from '../../bytes/heaviest-first.ts';
import { whole, type InPieces } from '../../bytes/in-pieces.ts';
import type { Bytes } from '../../bytes/units.ts';
import type { EntryType } from '../../layer/layer-table.ts';
import { inNameOrder } from '../../rootfs/name-order.ts';
import { OpenRows } from '../../rootfs/open-rows.ts';
import { rowLimits } from '../../rootfs/tree-rows.ts';
import type { ComparedSort, ComparedTree, ShownFiles } from './compared-tree.ts';

/** Directories open by themselves while there are fewer rows than this, and while they hold this share of what differs. */
const firstRows = 40;
const firstShare = 0.05;
/** Matches beyond this many are too many to look through, so that the way to them is not opened. */
const maxOpened = 5000;

export interface RowOrder {
  readonly column: ComparedSort;
  readonly descending: boolean;
}

/** One line of the tree. */
export interface ComparedRow {
  readonly node: number;
  readonly depth: number;
  /** As it is in the later image; as it was, where it is gone. */
  readonly type: EntryType;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** Place among the rows of the same parent, from 1, and how many there are. */
  readonly position: number;
  readonly setSize: number;
}

/** The lines that are open, as numbers; `row` says what one is when it comes into sight. */
export class ComparedRows {
  constructor(
    private readonly ordered: OrderedFiles,
    private readonly open: OpenRows,
  ) {}

  get length(): number {
    return this.open.length;
  }

  /** How many more are open than are listed: browsers lay out no longer list. */
  get left(): number {
    return this.open.left;
  }

  row(index: number): ComparedRow {
    const node = this.open.nodeAt(index);
    const { tree } = this.ordered;
    return { node, type: tree.typeOf(node), expandable: this.ordered.holds(node), ...this.open.placeOf(index) };
  }

  nodeAt(index: number): number {
    return this.open.nodeAt(index);
  }

  nearestTo(node: number): number {
    return this.open.nearestTo(node, this.ordered.tree.files.parents);
  }

  parentOf(index: number): number {
    return this.open.parentOf(index);
  }

  beginningWith(text: string, from: number): number {
    return this.open.beginningWith(this.ordered.tree.files.names, text, from);
  }

  /** Directories among the rows with the same parent. */
  foldersBeside(index: number): number[] {
    const parent = this.ordered.tree.files.parents[this.nodeAt(index)] as number;
    return Array.from(whole(this.ordered.childrenOf(parent))).filter((node) => this.ordered.holds(node));
  }
}

/** What is shown in its order: a directory is sorted when it is first opened, and stays so for all that the user opens then. */
export class OrderedFiles {
  private readonly known = new Map<number, ArrayLike<number>>();
  private readonly heavy: ReadonlySet<number>;

  constructor(
    readonly tree: ComparedTree,
    readonly shown: ShownFiles,
    private readonly order: RowOrder,
  ) {
    this.heavy = heaviestDirectories(tree, shown);
  }

  /** The lines that are open. `toggled`: directories that the user opened or closed. */
  *rows(toggled: ReadonlyMap<number, boolean>): InPieces<ComparedRows> {
    const isOpen = (node: number, siblings: number): boolean => this.isOpen(node, siblings, toggled);
    const childrenOf = (node: number): InPieces<ArrayLike<number>> => this.childrenOf(node);
    return new ComparedRows(this, yield* OpenRows.of({ childrenOf, isOpen, most: rowLimits.rows }));
  }

  /** Whether anything of what is in it is shown. */
  holds(node: number): boolean {
    return this.shown.holds[node] === 1;
  }

  private isOpen(node: number, siblings: number, toggled: ReadonlyMap<number, boolean>): boolean {
    const { filter, hits, leads } = this.shown;
    if (!this.holds(node)) return false;
    const leadsToMatch = filter.matches !== null && hits <= maxOpened && leads[node] === 1;
    const opensItself = siblings === 1 || this.heavy.has(node) || leadsToMatch;
    return toggled.get(node) ?? opensItself;
  }

  /** What is shown of what is in it, in its order. */
  *childrenOf(node: number): InPieces<ArrayLike<number>> {
    const found = this.known.get(node);
    if (found) return found;
    const sorted = yield* this.sorted(this.tree.firstShown(node, this.shown));
    this.known.set(node, sorted);
    return sorted;
  }

  /** By the column; what is equal there by name. */
  private *sorted(children: readonly number[]): InPieces<Uint32Array> {
    const byName = yield* inNameOrder(this.tree.files.names, children);
    const { column, descending } = this.order;
    if (column === 'name') return descending ? byName.reverse() : byName;
    // What is equal stays in its order: turned before and after, the lightest come first.
    let sorted = descending ? byName : byName.reverse();
    for (const weight of this.weights(column)) sorted = yield* heaviestFirstInPieces(sorted, weight);
    return descending ? sorted : sorted.reverse();
  }

  /** What counts most comes last. */
  private weights(column: Exclude<ComparedSort, 'name'>): readonly ((node: number) => Bytes)[] {
    const { before, after, moved } = this.shown;
    const of = (sizes: Float64Array) => (node: number) => sizes[node] as number;
    if (column !== 'difference') return [of({ before, after }[column])];
    return [of(moved), (node) => Math.abs((after[node] as number) - (before[node] as number))];
  }
}

/** Where the bytes differ: what to open so that the first look says it. */
function heaviestDirectories(tree: ComparedTree, shown: ShownFiles): ReadonlySet<number> {
  const { filter, moved } = shown;
  const opened = new Set<number>();
  const whole = moved[0] as number;
  if (filter.matches !== null || whole === 0) return opened;
  const childrenOf = (node: number): number[] => tree.firstShown(node, shown, firstRows + 1);
  let candidates = childrenOf(0);
  let rows = candidates.length;
  while (rows < firstRows && candidates.length > 0) {
    const heaviest = candidates.reduce((a, b) => ((moved[b] as number) > (moved[a] as number) ? b : a));
    if ((moved[heaviest] as number) < whole * firstShare) break;
    candidates = candidates.filter((node) => node !== heaviest);
    const inner = childrenOf(heaviest);
    if (inner.length === 0 || rows + inner.length > firstRows) continue;
    opened.add(heaviest);
    rows += inner.length;
    candidates.push(...inner); // fewer than `firstRows`
  }
  return opened;
}
