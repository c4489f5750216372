import type { Bytes } from '../../bytes/units.ts';
import type { ComparedSort, ComparedTree, ShownFiles } from './compared-tree.ts';

/** Directories open by themselves while there are fewer rows than this, and while they hold this share of what differs. */
const firstRows = 40;
const firstShare = 0.05;
/** Matches beyond this many are too many to look through, so that the way to them is not opened. */
const maxOpened = 5000;

export interface RowOptions {
  readonly sort: ComparedSort;
  readonly descending: boolean;
  /** Directories that the user opened or closed. */
  readonly toggled: ReadonlyMap<number, boolean>;
}

/** One line of the tree, as a number and its depth. */
export interface ComparedRow {
  readonly node: number;
  readonly depth: number;
  readonly open: boolean;
}

/** The lines of the tree that are open, in their order. */
export function comparedRows(tree: ComparedTree, shown: ShownFiles, options: RowOptions): ComparedRow[] {
  const childrenOf = sortedChildren(tree, shown, options);
  const heavy = heaviestDirectories(shown, childrenOf);
  const leads = shown.filter.text !== '' && shown.hits <= maxOpened;
  const isOpen = (node: number, siblings: number): boolean =>
    tree.isDirectory(node) &&
    (options.toggled.get(node) ?? (siblings === 1 || heavy.has(node) || (leads && shown.leads[node] === 1)));
  const rows: ComparedRow[] = [];
  // Without recursion: a hostile path may be a hundred thousand directories deep.
  const levels = [{ children: childrenOf(0), at: 0 }];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const node = level.children[level.at++];
    if (node === undefined) {
      levels.pop();
      continue;
    }
    const open = isOpen(node, level.children.length);
    rows.push({ node, depth: levels.length - 1, open });
    if (open) levels.push({ children: childrenOf(node), at: 0 });
  }
  return rows;
}

/** Children that are shown, in order; sorted when a directory is first opened. */
function sortedChildren(
  tree: ComparedTree,
  { shown, before, after, moved }: ShownFiles,
  { sort, descending }: RowOptions,
): (node: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  const sign = descending ? -1 : 1;
  const difference = (node: number): Bytes => Math.abs((after[node] as number) - (before[node] as number));
  const columns: Record<Exclude<ComparedSort, 'name'>, (a: number, b: number) => number> = {
    before: (a, b) => (before[a] as number) - (before[b] as number),
    after: (a, b) => (after[a] as number) - (after[b] as number),
    difference: (a, b) => difference(a) - difference(b) || (moved[a] as number) - (moved[b] as number),
  };
  return (node) => {
    const found = known.get(node);
    if (found) return found;
    const children = [...tree.childrenOf(node)].filter((child) => shown[child]);
    const names = new Map(children.map((child) => [child, tree.nameOf(child)]));
    const byName = (a: number, b: number): number => ((names.get(a) ?? '') < (names.get(b) ?? '') ? -1 : 1);
    const order = sort === 'name' ? null : columns[sort];
    children.sort((a, b) => (order ? sign * order(a, b) || byName(a, b) : sign * byName(a, b)));
    known.set(node, children);
    return children;
  };
}

/** Where the bytes differ: what to open so that the first look says it. */
function heaviestDirectories(
  { filter, moved }: ShownFiles,
  childrenOf: (node: number) => readonly number[],
): ReadonlySet<number> {
  const opened = new Set<number>();
  const whole = moved[0] as number;
  if (filter.text !== '' || whole === 0) return opened;
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
