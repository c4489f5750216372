import type { Rootfs } from '../../rootfs/rootfs.ts';
import { TreeView, type NodeKind, type TreeMode, type TreeSort } from '../../rootfs/tree-view.ts';
import { allKinds, noToggles, withKind, withToggled } from './toggles.ts';

/** What of an image's files is shown, and where the user stands in it. */
export class TreeModel {
  readonly rootfs: Rootfs;
  mode = $state<TreeMode>('layer');
  text = $state('');
  sort = $state<TreeSort>('size');
  kinds = $state.raw(allKinds);
  private toggled = $state.raw(noToggles);
  /** The node the keyboard is at; null: the first row. */
  active = $state<number | null>(null);
  /** The node whose details are shown. */
  selected = $state<number | null>(null);
  private readonly view: TreeView;
  private readonly layer: () => number;

  readonly rows = $derived.by(() => {
    const { mode, text, sort, toggled, kinds } = this;
    return this.view.rows({ layer: this.layer(), mode, text: text.trim(), sort, toggled, kinds });
  });
  readonly activeIndex = $derived(this.active === null ? 0 : Math.max(0, this.rows.indexOf(this.active)));

  constructor(rootfs: Rootfs, layer: () => number) {
    this.rootfs = rootfs;
    this.view = new TreeView(rootfs);
    this.layer = layer;
  }

  /** Whether anything may be left out. */
  get filtered(): boolean {
    return this.text.trim() !== '' || this.kinds.size < allKinds.size;
  }

  toggle(node: number, open: boolean): void {
    this.toggled = withToggled(this.toggled, [node], open);
  }

  toggleKind(kind: NodeKind): void {
    this.kinds = withKind(this.kinds, kind);
  }

  showAll(): void {
    this.text = '';
    this.kinds = allKinds;
  }

  /** Opens the way to a node and selects it; where the layer did not change it, in the whole image. */
  reveal(node: number): void {
    const above: number[] = [];
    for (let at = this.rootfs.parentOf(node); at > 0; at = this.rootfs.parentOf(at)) above.push(at);
    this.toggled = withToggled(this.toggled, above, true);
    this.active = node;
    this.selected = node;
    if (this.rows.indexOf(node) >= 0) return;
    this.showAll();
    if (this.rows.indexOf(node) < 0) this.mode = 'image';
  }
}
