import { Difference, differenceNames } from '../../analysis/comparison/compared-files.ts';
import { OrderedFiles, type ComparedRow, type ComparedRows } from '../../analysis/comparison/compared-rows.ts';
import type { ComparedTree, ShownFiles } from '../../analysis/comparison/compared-tree.ts';
import type { Comparison } from '../../app/comparison.svelte.ts';
import { changeWords } from '../../report/compare-words.ts';
import type { TreeGridModel } from '../../components/tree-keyboard.ts';

/** The files of both images as the user sees them, and where the user stands in them. */
export class ComparedModel implements TreeGridModel<ComparedRow> {
  active = $state<number | null>(null);
  selected = $state<number | null>(null);
  /** The file whose contents are compared line by line. */
  opened = $state<number | null>(null);
  private readonly comparison: Comparison;
  private readonly treeNow: () => ComparedTree;

  readonly shown = $derived.by((): ShownFiles => {
    const { search, kinds } = this.comparison;
    return this.tree.show({ matches: search?.found ?? null, kinds });
  });
  private readonly ordered = $derived.by(() => new OrderedFiles(this.tree, this.shown, this.comparison.sort));
  readonly rows: ComparedRows = $derived.by(() => this.ordered.rows(this.comparison.toggled));
  readonly activeIndex = $derived(this.active === null ? 0 : this.rows.nearestTo(this.active));

  constructor(comparison: Comparison, tree: () => ComparedTree) {
    this.comparison = comparison;
    this.treeNow = tree;
  }

  get tree(): ComparedTree {
    return this.treeNow();
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
  goToLargest(): Promise<boolean> {
    const { tree, shown, selected } = this;
    const listed = tree.largest.filter(({ node }) => shown.shown[node]);
    const at = listed.findIndex(({ node }) => node === selected);
    const next = listed[at + 1] ?? listed[0];
    if (next) this.reveal(next.node);
    return Promise.resolve(next !== undefined);
  }

  /** Opens the way to a node, and selects it. */
  private reveal(node: number): void {
    const { parents } = this.tree.files;
    const above: number[] = [];
    for (let at = parents[node] as number; at > 0; at = parents[at] as number) above.push(at);
    this.comparison.toggle(above, true);
    this.active = node;
    this.selected = node;
  }
}
