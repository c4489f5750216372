import { whole, type InPieces } from '../../bytes/in-pieces.ts';
import type { Bytes } from '../../bytes/units.ts';
import type { EntryType } from '../../layer/layer-table.ts';
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

  /** There are more, and browsers lay out no longer list. */
  get isCut(): boolean {
    return this.open.isCut;
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
    return this.ordered.childrenOf(parent).filter((node) => this.ordered.holds(node));
  }
}

/** What is shown in its order: a directory is sorted when it is first opened, and stays so for all that the user opens then. */
export class OrderedFiles {
  private readonly known = new Map<number, readonly number[]>();
  private readonly heavy: ReadonlySet<number>;

  constructor(
    readonly tree: ComparedTree,
    private readonly shown: ShownFiles,
    private readonly order: RowOrder,
  ) {
    this.heavy = heaviestDirectories(shown, (node) => this.childrenOf(node));
  }

  /** The lines that are open. `toggled`: directories that the user opened or closed. */
  rows(toggled: ReadonlyMap<number, boolean>): ComparedRows {
    const isOpen = (node: number, siblings: number): boolean => this.isOpen(node, siblings, toggled);
    return new ComparedRows(this, whole(OpenRows.of({ childrenOf: childrenIn(this), isOpen, most: rowLimits.rows })));
  }

  /** Whether anything of what is in it is shown; what became a file still holds what was removed from it. */
  holds(node: number): boolean {
    for (const child of this.tree.childrenOf(node)) if (this.shown.shown[child]) return true;
    return false;
  }

  private isOpen(node: number, siblings: number, toggled: ReadonlyMap<number, boolean>): boolean {
    const { filter, hits, leads } = this.shown;
    if (!this.holds(node)) return false;
    const leadsToMatch = filter.matches !== null && hits <= maxOpened && leads[node] === 1;
    const opensItself = siblings === 1 || this.heavy.has(node) || leadsToMatch;
    return toggled.get(node) ?? opensItself;
  }

  /** What is shown of what is in it, in its order. */
  childrenOf(node: number): readonly number[] {
    const found = this.known.get(node);
    if (found) return found;
    const { tree, shown } = this;
    const children = [...tree.childrenOf(node)].filter((child) => shown.shown[child]);
    const sorted = children.sort(this.comparator(new Map(children.map((child) => [child, tree.nameOf(child)]))));
    this.known.set(node, sorted);
    return sorted;
  }

  /** By the column; what is equal there by name. */
  private comparator(names: ReadonlyMap<number, string>): (a: number, b: number) => number {
    const { before, after, moved } = this.shown;
    const sign = this.order.descending ? -1 : 1;
    const difference = (node: number): Bytes => Math.abs((after[node] as number) - (before[node] as number));
    const byName = (a: number, b: number): number => ((names.get(a) ?? '') < (names.get(b) ?? '') ? -1 : 1);
    const columns: Record<ComparedSort, (a: number, b: number) => number> = {
      name: byName,
      before: (a, b) => (before[a] as number) - (before[b] as number),
      after: (a, b) => (after[a] as number) - (after[b] as number),
      difference: (a, b) => difference(a) - difference(b) || (moved[a] as number) - (moved[b] as number),
    };
    const order = columns[this.order.column];
    return (a, b) => sign * order(a, b) || byName(a, b);
  }
}

const childrenIn = (ordered: OrderedFiles) =>
  function* (node: number): InPieces<readonly number[]> {
    yield;
    return ordered.childrenOf(node);
  };

/** Where the bytes differ: what to open so that the first look says it. */
function heaviestDirectories(
  { filter, moved }: ShownFiles,
  childrenOf: (node: number) => readonly number[],
): ReadonlySet<number> {
  const opened = new Set<number>();
  const whole = moved[0] as number;
  if (filter.matches !== null || whole === 0) return opened;
  let candidates = [...childrenOf(0)];
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
