import type { TreeGridModel, TreeGridRow, TreeGridRows } from '../../components/tree-keyboard.ts';
import { entryTypes } from '../../layer/layer-table.ts';
import type { SetTree } from '../../minify/set-tree.ts';
import type { OpenRows } from '../../rootfs/open-rows.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import { noToggles, withToggled, type Toggles } from '../layers/toggles.ts';

export interface SetRow extends TreeGridRow {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
}

class SetRows implements TreeGridRows<SetRow> {
  constructor(
    private readonly tree: SetTree,
    readonly open: OpenRows,
  ) {}

  get length(): number {
    return this.open.length;
  }

  get left(): number {
    return this.open.left;
  }

  nodeAt(index: number): number {
    return this.open.nodeAt(index);
  }

  parentOf(index: number): number {
    return this.open.parentOf(index);
  }

  beginningWith(text: string, from: number): number {
    return this.open.beginningWith(this.tree.rootfs.columns.names, text, from);
  }

  row(index: number): SetRow {
    const { tree } = this;
    const { eventTypes, lastEvents } = tree.rootfs.columns;
    const node = this.open.nodeAt(index);
    return {
      ...this.open.placeOf(index),
      node,
      type: entryTypes[eventTypes[lastEvents[node] as number] as number] ?? null,
      expandable: tree.isDirectory(node),
      name: tree.rootfs.nameOf(node),
      files: tree.files[node] as number,
      bytes: tree.bytes[node] as number,
    };
  }
}

/** The files of a set as the user sees them, and where the user stands in them. */
export class SetModel implements TreeGridModel<SetRow> {
  active = $state<number | null>(null);
  selected = $state<number | null>(null);
  private toggled = $state.raw<Toggles>(noToggles);
  private readonly rootfs: Rootfs;
  private readonly treeNow: () => SetTree;

  readonly rows = $derived.by(() => new SetRows(this.tree, this.tree.rows(this.toggled)));
  readonly activeIndex = $derived.by(() => {
    const { parents } = this.rootfs.columns;
    return this.active === null ? 0 : this.rows.open.nearestTo(this.active, parents);
  });

  constructor(rootfs: Rootfs, tree: () => SetTree) {
    this.rootfs = rootfs;
    this.treeNow = tree;
  }

  get tree(): SetTree {
    return this.treeNow();
  }

  pathOf(node: number): string {
    return this.rootfs.pathOf(node);
  }

  toggle(node: number, open: boolean): void {
    this.toggled = withToggled(this.toggled, [node], open);
  }

  openBeside(index: number): void {
    const { open } = this.rows;
    const parent = open.parentOf(index);
    const beside = this.tree.childrenOf(parent < 0 ? 0 : open.nodeAt(parent));
    const folders = [...beside].filter((node) => this.tree.isDirectory(node));
    this.toggled = withToggled(this.toggled, folders, true);
  }

  /** Down into the heaviest of what is there; from there, of what is beside it. */
  async goToLargest(): Promise<boolean> {
    const way: number[] = [];
    for (let node = this.tree.childrenOf(0)[0]; node !== undefined; node = this.tree.childrenOf(node)[0])
      way.push(node);
    const last = way.at(-1);
    if (last === undefined) return false;
    this.toggled = withToggled(this.toggled, way.slice(0, -1), true);
    [this.active, this.selected] = [last, last];
    return true;
  }
}
