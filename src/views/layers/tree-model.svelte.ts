import { untrack } from 'svelte';
import { nameSearchOfPage } from '../../app/name-search-of-page.ts';
import type { NameSearch } from '../../app/name-search.svelte.ts';
import { remember, remembered } from '../../app/remembered.ts';
import { SumInTurns } from '../../app/sum-in-turns.svelte.ts';
import type { InPieces } from '../../bytes/in-pieces.ts';
import { filterKinds, type NameFilter } from '../../rootfs/name-filter.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import {
  TreeView,
  type FilteredTree,
  type NodeKind,
  type TreeMode,
  type TreeOptions,
  type TreeRows,
  type TreeSort,
  type Unfold,
} from '../../rootfs/tree-view.ts';
import type { TreeSettings } from './place.ts';
import { allKinds, noToggles, withKind, withToggled } from './toggles.ts';

/** What is shown, and what it was asked for by. */
interface Listed extends TreeOptions {
  readonly tree: FilteredTree;
  /** Of the tree that was last shown as rows; null: it never was. */
  readonly rows: TreeRows | null;
}

const kindKey = 'plimsoll-filter-kind';

/**
 * What of an image's files is shown, and where the user stands in it. What is wanted is worked out in turns: until it is
 * there, what was shown stays.
 */
export class TreeModel {
  readonly rootfs: Rootfs;
  readonly search: NameSearch;
  mode = $state<TreeMode>('layer');
  sort = $state<TreeSort>('size');
  kinds = $state.raw(allKinds);
  private written = $state.raw<NameFilter>({ kind: remembered(kindKey, filterKinds), text: '' });
  /** As a map, and not as rows. */
  drawn = $state(false);
  private unfold = $state<Unfold>('itself');
  private toggled = $state.raw(noToggles);
  /** The node the keyboard is at; null: the first row. */
  active = $state<number | null>(null);
  /** The node whose details are shown. */
  selected = $state<number | null>(null);
  /** The last file that `goToLargest` went to. */
  private largest: number | null = null;
  private readonly view: TreeView;
  private readonly layer: () => number;

  readonly lists = new SumInTurns<Listed>();
  readonly activeIndex = $derived(this.active === null ? 0 : this.rows.nearestTo(this.active));

  constructor(rootfs: Rootfs, layer: () => number, search = nameSearchOfPage(rootfs.columns)) {
    this.rootfs = rootfs;
    this.search = search;
    this.view = new TreeView(rootfs);
    this.layer = layer;
  }

  /** What is shown; null until the first that was wanted is there. */
  get listed(): Listed | null {
    return this.lists.shown;
  }

  /** Of what is listed: nobody asks before there are any. */
  get rows(): TreeRows {
    const rows = this.listed?.rows;
    if (!rows) throw new Error('No rows were listed yet');
    return rows;
  }

  /** Works out what is wanted. Gives what ends it. */
  list(): () => void {
    const { mode, sort, unfold, toggled, kinds, drawn } = this;
    const options = { layer: this.layer(), mode, matches: this.search.found, sort, unfold, toggled, kinds };
    return this.lists.sum(this.listing(options, drawn));
  }

  private *listing(options: TreeOptions, drawn: boolean): InPieces<Listed> {
    const tree = yield* this.view.treeInPieces(options);
    const before = untrack(() => this.listed?.rows ?? null);
    return { ...options, tree, rows: drawn ? before : yield* this.view.rowsInPieces(options) };
  }

  /** The filter as it was typed; what it finds comes by and by. */
  get filter(): NameFilter {
    return this.written;
  }

  set filter(filter: NameFilter) {
    remember(kindKey, filter.kind);
    this.look(filter);
  }

  private look(filter: NameFilter): void {
    this.written = filter;
    this.unfold = 'itself';
    void this.search.look({ kind: filter.kind, text: filter.text.trim() });
  }

  /** How the files are shown, for the address. */
  get settings(): TreeSettings {
    const { mode, sort, kinds, written: filter } = this;
    return { mode, sort, kinds, filter };
  }

  set settings({ mode, sort, kinds, filter }: TreeSettings) {
    this.mode = mode;
    this.sort = sort;
    this.kinds = kinds;
    if (filter.text !== '') this.look(filter);
    else this.forget();
  }

  /** Whether anything may be left out. */
  get filtered(): boolean {
    return this.written.text.trim() !== '' || this.kinds.size < allKinds.size;
  }

  pathOf(node: number): string {
    return this.rootfs.pathOf(node);
  }

  toggle(node: number, open: boolean): void {
    this.toggled = withToggled(this.toggled, [node], open);
  }

  /** Opens the directories that stand beside a row. */
  openBeside(index: number): void {
    this.toggled = withToggled(this.toggled, this.rows.foldersBeside(index), true);
  }

  unfoldAll(how: Exclude<Unfold, 'itself'>): void {
    this.toggled = noToggles;
    this.unfold = how;
  }

  toggleKind(kind: NodeKind): void {
    this.kinds = withKind(this.kinds, kind);
  }

  showAll(): void {
    this.forget();
    this.kinds = allKinds;
  }

  /** No text any more, and it is read as before. */
  private forget(): void {
    if (this.written.text !== '') this.look({ kind: this.written.kind, text: '' });
  }

  /** To the largest of the files that the filter shows; from there, to the next smaller one. False where there is none. */
  async goToLargest(): Promise<boolean> {
    await this.lists.settled();
    if (!this.listed) return false;
    const { tree } = this.listed;
    const again = this.largest !== null && this.largest === this.selected && tree.shown[this.largest];
    const node = (again ? this.view.largest(tree, this.largest) : null) ?? this.view.largest(tree);
    if (node === null) return false;
    this.largest = node;
    await this.reveal(node);
    return true;
  }

  /** Opens the way to a node and selects it; where the layer did not change it, in the whole image. A whiteout of nothing is in its layer alone. */
  async reveal(node: number): Promise<void> {
    const above: number[] = [];
    for (let at = this.rootfs.parentOf(node); at > 0; at = this.rootfs.parentOf(at)) above.push(at);
    this.toggled = withToggled(this.toggled, above, true);
    this.active = node;
    this.selected = node;
    const widen = [
      () => this.showAll(),
      () => (this.mode = this.mode === 'image' ? 'layer' : 'image'),
      () => (this.mode = 'image'),
    ];
    for (const further of widen) {
      if (!(await this.misses(node))) return;
      further();
    }
    await this.lists.settled();
  }

  /** Whether a node that the user still wants to see is not among what is shown. */
  private async misses(node: number): Promise<boolean> {
    await this.lists.settled();
    return this.selected === node && this.listed?.tree.shown[node] === 0;
  }
}
