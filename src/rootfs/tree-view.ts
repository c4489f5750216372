import { textAt } from '../bytes/string-column.ts';
import type { Bytes, UnixSeconds } from '../bytes/units.ts';
import { entryTypes, type EntryType } from '../layer/layer-table.ts';
import type { Rootfs } from './rootfs.ts';
import { decodeNames, filterTree, type FilteredTree, type NodeNames } from './tree-filter.ts';
import {
  NodeKindCode,
  nodeKinds,
  treeState,
  type NodeKind,
  type TreeMode,
  type TreeState,
  type TreeTotals,
} from './tree-state.ts';

export { nodeKinds, type NodeKind, type TreeMode, type TreeTotals } from './tree-state.ts';

export type TreeSort = 'size' | 'name';

export interface TreeOptions {
  readonly layer: number;
  readonly mode: TreeMode;
  /** Looked for in names, whatever their case; with a slash in it, in paths. */
  readonly text: string;
  /** Kinds of change that are shown; in mode layer nothing unchanged is. */
  readonly kinds: ReadonlySet<NodeKind>;
  readonly sort: TreeSort;
  /** Directories that the user opened or closed. The others open by themselves where a match is, or most bytes are. */
  readonly toggled: ReadonlyMap<number, boolean>;
}

/** One line of the tree. */
export interface TreeRow {
  readonly node: number;
  readonly depth: number;
  /** As in the layer: hostile, to be shown through `visibleText`. */
  readonly name: string;
  /** A directory is modified where something below it changed. */
  readonly kind: NodeKind;
  readonly type: EntryType;
  /** Bytes of the node and what is shown below it: stored by the layer, or there after it. */
  readonly size: Bytes;
  /** Bytes that removals took away here. */
  readonly gone: Bytes;
  /** As `ls -l` writes it: drwxr-xr-x. */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: UnixSeconds;
  readonly link: string | null;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** Changed files at the node or below it, whatever the filter shows. */
  readonly changes: number;
  /** Place among the rows of the same parent, from 1, and how many there are. */
  readonly position: number;
  readonly setSize: number;
}

/** Matches beyond this many are too many to look through, so that the way to them is not opened. */
const maxOpened = 5000;
/** Without a filter, the heaviest directories open by themselves while there are fewer rows than this, */
const firstRows = 40;
/** and while they hold this share of all bytes. */
const firstShare = 0.05;

const typeLetters = '--ldcbp';

/** Type, mode bits, set-user-ID, set-group-ID and sticky bit, as `ls -l` writes them. */
export function modeText(type: number, mode: number): string {
  const triple = (bits: number, special: boolean, letter: string): string => {
    const execute = (bits & 1) !== 0;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  const owner = triple(mode >> 6, (mode & 0o4000) !== 0, 's');
  const group = triple(mode >> 3, (mode & 0o2000) !== 0, 's');
  return `${typeLetters[type] ?? '?'}${owner}${group}${triple(mode, (mode & 0o1000) !== 0, 't')}`;
}

/** The visible rows, as numbers; `row` puts one into words when it scrolls into view. */
export class TreeRows {
  private readonly nodes: number[] = [];
  private readonly depths: number[] = [];
  private readonly positions: number[] = [];
  private readonly setSizes: number[] = [];

  constructor(
    private readonly rootfs: Rootfs,
    private readonly names: NodeNames,
    private readonly tree: FilteredTree,
    private readonly childrenOf: (node: number) => readonly number[],
    private readonly heavy: ReadonlySet<number>,
    private readonly toggled: ReadonlyMap<number, boolean>,
  ) {
    this.append(childrenOf(0));
  }

  get length(): number {
    return this.nodes.length;
  }

  /** What matches, over the whole tree. */
  get totals(): TreeTotals {
    return this.tree.totals;
  }

  row(index: number): TreeRow {
    const node = this.nodes[index] as number;
    const { state, sizes, gone } = this.tree;
    const { eventTypes, eventModes, eventUids, eventGids, eventMtimes, eventLinks } = this.rootfs.columns;
    const event = state.events[node] as number;
    const type = eventTypes[event] as number;
    const expandable = this.childrenOf(node).length > 0;
    return {
      node,
      depth: this.depths[index] as number,
      name: this.names.exact[node] as string,
      kind: this.kindOf(node),
      type: entryTypes[type] as EntryType,
      size: sizes[node] as number,
      gone: gone[node] as number,
      mode: modeText(type, eventModes[event] as number),
      uid: eventUids[event] as number,
      gid: eventGids[event] as number,
      mtime: eventMtimes[event] as number,
      link: textAt(eventLinks, event) || null,
      expandable,
      expanded: expandable && this.isOpen(node, this.setSizes[index] as number),
      changes: state.changes[node] as number,
      position: this.positions[index] as number,
      setSize: this.setSizes[index] as number,
    };
  }

  /** The row of a node; -1 where it is not visible. */
  indexOf(node: number): number {
    return this.nodes.indexOf(node);
  }

  /** The row of the parent; -1 for a row at the top. */
  parentOf(index: number): number {
    const depth = this.depths[index] as number;
    let at = index - 1;
    while (at >= 0 && (this.depths[at] as number) >= depth) at--;
    return at;
  }

  private kindOf(node: number): NodeKind {
    const { kinds, touched } = this.tree.state;
    const kind = kinds[node] as number;
    return kind === NodeKindCode.unchanged && touched[node] ? 'modified' : (nodeKinds[kind] as NodeKind);
  }

  private isOpen(node: number, siblings: number): boolean {
    const { text, leads, hits } = this.tree;
    const opensItself = text === '' ? siblings === 1 || this.heavy.has(node) : leads[node] === 1 && hits <= maxOpened;
    return this.toggled.get(node) ?? opensItself;
  }

  /** Without recursion: a hostile path may be a hundred thousand directories deep. */
  private append(top: readonly number[]): void {
    const open: { children: readonly number[]; at: number }[] = [{ children: top, at: 0 }];
    for (let level = open.at(-1); level; level = open.at(-1)) {
      const { children } = level;
      const node = children[level.at++];
      if (node === undefined) {
        open.pop();
        continue;
      }
      this.nodes.push(node);
      this.depths.push(open.length - 1);
      this.positions.push(level.at);
      this.setSizes.push(children.length);
      if (this.isOpen(node, children.length)) open.push({ children: this.childrenOf(node), at: 0 });
    }
  }
}

/** Where the bytes are: what to open so that the first look says it. */
function heaviestDirectories(tree: FilteredTree, childrenOf: (node: number) => readonly number[]): Set<number> {
  const weight = (node: number): Bytes => (tree.sizes[node] as number) + (tree.gone[node] as number);
  const opened = new Set<number>();
  if (tree.text !== '') return opened;
  const least = weight(0) * firstShare;
  let rows = childrenOf(0).length;
  let candidates = [...childrenOf(0)];
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
  private names: NodeNames | null = null;
  private state: { layer: number; mode: TreeMode; value: TreeState } | null = null;
  private tree: { text: string; kinds: ReadonlySet<NodeKind>; value: FilteredTree } | null = null;
  private sorted: { sort: TreeSort; tree: FilteredTree; children: Map<number, readonly number[]> } | null = null;
  private heavy: { tree: FilteredTree; value: ReadonlySet<number> } | null = null;

  constructor(private readonly rootfs: Rootfs) {}

  rows(options: TreeOptions): TreeRows {
    this.names ??= decodeNames(this.rootfs.columns.names);
    const tree = this.filter(this.stateOf(options), this.names, options);
    const { names, rootfs } = this;
    const childrenOf = this.sort(tree, names, options.sort);
    if (this.heavy?.tree !== tree) this.heavy = { tree, value: heaviestDirectories(tree, childrenOf) };
    return new TreeRows(rootfs, names, tree, childrenOf, this.heavy.value, options.toggled);
  }

  private stateOf({ layer, mode }: TreeOptions): TreeState {
    if (this.state?.layer !== layer || this.state.mode !== mode) {
      this.state = { layer, mode, value: treeState(this.rootfs.columns, layer, mode) };
    }
    return this.state.value;
  }

  private filter(state: TreeState, names: NodeNames, { text, kinds }: TreeOptions): FilteredTree {
    const known = this.tree;
    if (known?.value.state !== state || known.text !== text || !sameKinds(known.kinds, kinds)) {
      const value = filterTree(this.rootfs.columns, state, names, { text, kinds });
      this.tree = { text, kinds: new Set(kinds), value };
    }
    return this.tree!.value;
  }

  /** Children that are shown, in order; sorted when a directory is first opened. */
  private sort(tree: FilteredTree, names: NodeNames, sort: TreeSort): (node: number) => readonly number[] {
    if (this.sorted?.tree !== tree || this.sorted.sort !== sort) this.sorted = { sort, tree, children: new Map() };
    const { children } = this.sorted;
    const { sizes, gone } = tree;
    const byName = (a: number, b: number): number => ((names.exact[a] as string) < (names.exact[b] as string) ? -1 : 1);
    const weight = (node: number): Bytes => (sizes[node] as number) + (gone[node] as number);
    const order = sort === 'name' ? byName : (a: number, b: number): number => weight(b) - weight(a) || byName(a, b);
    return (node) => {
      const known = children.get(node);
      if (known) return known;
      const found = this.rootfs.childrenOf(node).filter((child) => tree.shown[child]);
      children.set(node, found.sort(order));
      return found;
    };
  }
}
