import { Difference, differenceNames } from '../../analysis/comparison/compared-files.ts';
import {
  OrderedFiles,
  type ComparedRow,
  type ComparedRows,
  type RowOrder,
} from '../../analysis/comparison/compared-rows.ts';
import type { ComparedFilter, ComparedTree, ShownFiles } from '../../analysis/comparison/compared-tree.ts';
import type { Comparison, Pair } from '../../app/comparison.svelte.ts';
import { SumInTurns } from '../../app/sum-in-turns.svelte.ts';
import type { InPieces } from '../../bytes/in-pieces.ts';
import { changeWords } from '../../report/compare-words.ts';
import type { TreeGridModel } from '../../components/tree-keyboard.ts';

/** Two images laid over each other, which is which. */
interface Laid {
  readonly pair: Pair;
  readonly tree: ComparedTree;
}

/** What is shown, and what it was asked for by. */
interface Listed extends Laid {
  readonly filter: ComparedFilter;
  readonly shown: ShownFiles;
  readonly sort: RowOrder;
  readonly rows: ComparedRows;
}

/**
 * The files of both images as the user sees them, and where the user stands in them. What is wanted is worked out in turns:
 * until it is there, what was shown stays, sides and all.
 */
export class ComparedModel implements TreeGridModel<ComparedRow> {
  active = $state<number | null>(null);
  selected = $state<number | null>(null);
  /** The file whose contents are compared line by line. */
  opened = $state<number | null>(null);
  private readonly comparison: Comparison;
  private readonly laid: () => Laid;
  readonly lists = new SumInTurns<Listed>();
  /** What was sorted last, for all that is opened in it. */
  private ordered: { readonly files: OrderedFiles; readonly sort: RowOrder } | null = null;
  readonly activeIndex = $derived(this.active === null ? 0 : this.rows.nearestTo(this.active));

  constructor(comparison: Comparison, laid: () => Laid) {
    this.comparison = comparison;
    this.laid = laid;
  }

  /** What is shown; null until the first that was wanted is there. */
  get listed(): Listed | null {
    return this.lists.shown;
  }

  get tree(): ComparedTree {
    return this.present.tree;
  }

  get rows(): ComparedRows {
    return this.present.rows;
  }

  /** Nobody asks before there is one. */
  private get present(): Listed {
    const { listed } = this;
    if (!listed) throw new Error('No files were listed yet');
    return listed;
  }

  /** Works out what is wanted. Gives what ends it. */
  list(): () => void {
    const { search, kinds, sort, toggled } = this.comparison;
    return this.lists.sum(this.listing(this.laid(), { matches: search?.found ?? null, kinds }, sort, toggled));
  }

  private *listing(
    laid: Laid,
    filter: ComparedFilter,
    sort: RowOrder,
    toggled: ReadonlyMap<number, boolean>,
  ): InPieces<Listed> {
    const shown = yield* laid.tree.showInPieces(filter);
    const ordered = this.inOrder(laid.tree, shown, sort);
    return { ...laid, filter, shown, sort, rows: yield* ordered.rows(toggled) };
  }

  private inOrder(tree: ComparedTree, shown: ShownFiles, sort: RowOrder): OrderedFiles {
    const known = this.ordered;
    if (known?.files.tree === tree && known.files.shown === shown && known.sort === sort) return known.files;
    const files = new OrderedFiles(tree, shown, sort);
    this.ordered = { files, sort };
    return files;
  }

  /** In what both sides of a path differ, in words. Hostile text. */
  whyOf(node: number): string {
    const { tree } = this;
    const bits = tree.files.differences[node] as number;
    const differs = differenceNames.filter((name) => bits & Difference[name]);
    return changeWords(differs, differs.includes('attributes') ? tree.attributesOf(node) : []);
  }

  pathOf(node: number): string {
    return this.tree.pathOf(node);
  }

  toggle(node: number, open: boolean): void {
    this.comparison.toggle([node], open);
  }

  openBeside(index: number): void {
    this.comparison.toggle(this.rows.foldersBeside(index), true);
  }

  /** Of the changes that are shown, the largest; from one of them, the next smaller one. */
  async goToLargest(): Promise<boolean> {
    await this.lists.settled();
    if (!this.listed) return false;
    const { tree, shown } = this.listed;
    const largest = tree.largest.filter(({ node }) => shown.shown[node]);
    const at = largest.findIndex(({ node }) => node === this.selected);
    const next = largest[at + 1] ?? largest[0];
    if (next) await this.reveal(next.node);
    return next !== undefined;
  }

  /** Opens the way to a node, and selects it. */
  private async reveal(node: number): Promise<void> {
    const { parents } = this.tree.files;
    const above: number[] = [];
    for (let at = parents[node] as number; at > 0; at = parents[at] as number) above.push(at);
    this.comparison.toggle(above, true);
    this.active = node;
    this.selected = node;
    await this.lists.settled();
  }
}
