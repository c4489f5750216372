import type { Bytes } from '../../bytes/units.ts';
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

/** One line of the tree, as a number and its depth. */
export interface ComparedRow {
  readonly node: number;
  readonly depth: number;
  readonly open: boolean;
}

/** What is shown in its order: a directory is sorted when it is first opened, and stays so for all that the user opens then. */
export class OrderedFiles {
  private readonly known = new Map<number, readonly number[]>();
  private readonly heavy: ReadonlySet<number>;

  constructor(
    private readonly tree: ComparedTree,
    private readonly shown: ShownFiles,
    private readonly order: RowOrder,
  ) {
    this.heavy = heaviestDirectories(shown, (node) => this.childrenOf(node));
  }

  /** The lines that are open. `toggled`: directories that the user opened or closed. */
  rows(toggled: ReadonlyMap<number, boolean>): ComparedRow[] {
    const rows: ComparedRow[] = [];
    // Without recursion: a hostile path may be a hundred thousand directories deep.
    const levels = [{ children: this.childrenOf(0), at: 0 }];
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
      const node = level.children[level.at++];
      if (node === undefined) {
        levels.pop();
        continue;
      }
      const open = this.isOpen(node, level.children.length, toggled);
      rows.push({ node, depth: levels.length - 1, open });
      if (open) levels.push({ children: this.childrenOf(node), at: 0 });
    }
    return rows;
  }

  private isOpen(node: number, siblings: number, toggled: ReadonlyMap<number, boolean>): boolean {
    const { filter, hits, leads } = this.shown;
    if (!this.tree.isDirectory(node)) return false;
    const leadsToMatch = filter.matches !== null && hits <= maxOpened && leads[node] === 1;
    const opensItself = siblings === 1 || this.heavy.has(node) || leadsToMatch;
    return toggled.get(node) ?? opensItself;
  }

  private childrenOf(node: number): readonly number[] {
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
