import { whole, type InPieces } from '../bytes/in-pieces.ts';
import { textAt } from '../bytes/string-column.ts';
import type { Bytes, UnixSeconds } from '../bytes/units.ts';
import { entryTypes, type EntryType } from '../layer/layer-table.ts';
import { modeText } from './mode-text.ts';
import { OpenRows } from './open-rows.ts';
import type { Rootfs } from './rootfs.ts';
import type { FilteredTree } from './tree-filter.ts';
import { NodeKindCode, nodeKinds, TouchCode, type NodeKind, type TreeTotals } from './tree-state.ts';

/** One line of the tree. */
export interface TreeRow {
  readonly node: number;
  readonly depth: number;
  /** As in the layer: hostile, to be shown through `visibleText`. */
  readonly name: string;
  /** A directory is modified where something below it changed. */
  readonly kind: NodeKind;
  /** Null: nothing was there. */
  readonly type: EntryType | null;
  /** Not there, neither before the layer nor after it: a whiteout of nothing, or a directory that only leads to one. */
  readonly isAbsent: boolean;
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
  /** The layer that what is shown of it comes from. */
  readonly layer: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** Changed files at the node or below it, whatever the filter shows. */
  readonly changes: number;
  /** Place among the rows of the same parent, from 1, and how many there are. */
  readonly position: number;
  readonly setSize: number;
}

/** Which directories are open, as nobody opened or closed them by hand. */
export type Unfold = 'itself' | 'all' | 'none';

/** Where rows end: no browser lays out a list that is much longer, and nobody reads one that everything is open in. */
export const rowLimits = { rows: 500_000, unfolded: 100_000 } as const;
export type RowLimit = keyof typeof rowLimits;

export interface RowOptions {
  readonly unfold: Unfold;
  readonly toggled: ReadonlyMap<number, boolean>;
  /** Directories that open by themselves. */
  opens(node: number, siblings: number): boolean;
  /** Children that are shown, in their order. */
  childrenOf(node: number): InPieces<ArrayLike<number>>;
}

/** The visible rows, as numbers; `row` puts one into words when it scrolls into view. */
export class TreeRows {
  /** What cut the list short, or kept directories closed. */
  limit: RowLimit | null = null;
  private open = new OpenRows();

  private constructor(
    private readonly rootfs: Rootfs,
    readonly tree: FilteredTree,
    private readonly options: RowOptions,
  ) {}

  static *of(rootfs: Rootfs, tree: FilteredTree, options: RowOptions): InPieces<TreeRows> {
    const rows = new TreeRows(rootfs, tree, options);
    const isOpen = (node: number, siblings: number, above: number): boolean => rows.isOpen(node, siblings, above);
    rows.open = yield* OpenRows.of({ childrenOf: options.childrenOf, isOpen, most: rowLimits.rows });
    if (rows.left > 0) rows.limit = 'rows';
    return rows;
  }

  get length(): number {
    return this.open.length;
  }

  /** How many more are open than are listed. */
  get left(): number {
    return this.open.left;
  }

  /** What matches, over the whole tree. */
  get totals(): TreeTotals {
    return this.tree.totals;
  }

  row(index: number): TreeRow {
    const node = this.open.nodeAt(index);
    const { state, sizes, gone, holds } = this.tree;
    const { columns } = this.rootfs;
    const event = state.events[node] as number;
    const type = columns.eventTypes[event] as number;
    return {
      node,
      ...this.open.placeOf(index),
      name: textAt(columns.names, node),
      kind: this.kindOf(node),
      type: entryTypes[type] ?? (holds[node] === 1 ? 'directory' : null),
      isAbsent: entryTypes[type] === undefined,
      size: sizes[node] as number,
      gone: gone[node] as number,
      mode: modeText(type, columns.eventModes[event] ?? 0),
      uid: columns.eventUids[event] ?? 0,
      gid: columns.eventGids[event] ?? 0,
      mtime: columns.eventMtimes[event] ?? 0,
      link: event < 0 ? null : textAt(columns.eventLinks, event) || null,
      layer: columns.eventLayers[event] ?? 0,
      expandable: holds[node] === 1,
      changes: state.changes[node] as number,
    };
  }

  nodeAt(index: number): number {
    return this.open.nodeAt(index);
  }

  /** The row of a node; -1 where it is not visible. */
  indexOf(node: number): number {
    return this.open.indexOf(node);
  }

  /** The row of a node, or of the closed directory that it lies in. */
  nearestTo(node: number): number {
    return this.open.nearestTo(node, this.rootfs.columns.parents);
  }

  /** The row of the parent; -1 for a row at the top. */
  parentOf(index: number): number {
    return this.open.parentOf(index);
  }

  /** The next row from `from` on, and from the top again, whose name begins with the text; -1 where none does. */
  beginningWith(text: string, from: number): number {
    return this.open.beginningWith(this.rootfs.columns.names, text, from);
  }

  /** Directories among the rows with the same parent. */
  foldersBeside(index: number): number[] {
    const parent = this.rootfs.parentOf(this.nodeAt(index));
    return Array.from(whole(this.options.childrenOf(parent))).filter((node) => this.tree.holds[node]);
  }

  private kindOf(node: number): NodeKind {
    const { kinds, touched } = this.tree.state;
    const kind = kinds[node] as number;
    const holdsChanges = ((touched[node] as number) & TouchCode.changed) !== 0;
    return kind === NodeKindCode.unchanged && holdsChanges ? 'modified' : (nodeKinds[kind] as NodeKind);
  }

  private isOpen(node: number, siblings: number, rows: number): boolean {
    if (!this.tree.holds[node]) return false;
    const { unfold, toggled } = this.options;
    const byHand = toggled.get(node);
    if (byHand !== undefined || unfold === 'none') return byHand ?? false;
    if (unfold === 'itself') return this.options.opens(node, siblings);
    if (rows < rowLimits.unfolded) return true;
    this.limit = 'unfolded';
    return false;
  }
}
