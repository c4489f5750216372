import type { EntryType } from '../layer/layer-table.ts';

/** A line of a tree, as far as its keys and a screen reader are concerned. */
export interface TreeGridRow {
  readonly node: number;
  /** Null where nothing is there. */
  readonly type: EntryType | null;
  readonly depth: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** Place among the rows of the same parent, from 1, and how many there are. */
  readonly position: number;
  readonly setSize: number;
}

/** The lines of a tree that are open. */
export interface TreeGridRows<Row extends TreeGridRow = TreeGridRow> {
  readonly length: number;
  /** How many more are open than are listed. */
  readonly left: number;
  row(index: number): Row;
  nodeAt(index: number): number;
  /** The row of the parent; -1 for a row at the top. */
  parentOf(index: number): number;
  /** The next row from `from` on, and from the top again, whose name begins with the text; -1 where none does. */
  beginningWith(text: string, from: number): number;
}

/** A tree, and where the user stands in it. */
export interface TreeGridModel<Row extends TreeGridRow = TreeGridRow> {
  readonly rows: TreeGridRows<Row>;
  readonly activeIndex: number;
  /** The node the keyboard is at; null: the first row. */
  active: number | null;
  /** The node whose details are shown. */
  selected: number | null;
  pathOf(node: number): string;
  toggle(node: number, open: boolean): void;
  /** Opens the directories that stand beside a row. */
  openBeside(index: number): void;
  /** To the largest that is shown; from there, to the next smaller one. False where there is none. */
  goToLargest(): Promise<boolean>;
}

/** Milliseconds after which a letter begins another name. */
const typingPause = 700;
/** They mean something else, everywhere or in the tree. */
const taken = /^[/?*>]$/;

interface Surroundings {
  readonly model: TreeGridModel;
  /** Rows that are in sight at once. */
  page(): number;
  /** Brings the keyboard to a row; `select` shows its details. */
  goTo(index: number, select?: boolean): Promise<void>;
  /** Opens what can be looked into. */
  open(node: number): void;
}

/** The keys of a tree, as those of file managers and of WAI-ARIA's treegrid. */
export class TreeKeyboard {
  private typed = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tree: Surroundings) {}

  readonly keydown = (event: KeyboardEvent): void => {
    const { rows } = this.tree.model;
    if (event.ctrlKey || event.metaKey || event.altKey || rows.length === 0) return;
    // The buttons of the heads keep their own keys.
    if (event.target instanceof Element && event.target.closest('th')) return;
    const act = this.typing(event.key) ?? this.acting(event.key);
    if (!act) return;
    event.preventDefault();
    // A digit goes to another view, but not within a name.
    event.stopPropagation();
    act();
  };

  /** Whoever goes on by another key has typed the name to its end. */
  private acting(key: string): (() => unknown) | undefined {
    const act = this.actions()[key];
    if (act) this.typed = '';
    return act;
  }

  private actions(): Record<string, () => unknown> {
    const { model, page, goTo, open } = this.tree;
    const { activeIndex: at, rows } = model;
    const row = rows.row(at);
    const parent = rows.parentOf(at);
    return {
      ArrowDown: () => goTo(at + 1),
      ArrowUp: () => goTo(at - 1),
      PageDown: () => goTo(at + page()),
      PageUp: () => goTo(at - page()),
      Home: () => goTo(0),
      End: () => goTo(rows.length - 1),
      ArrowRight: () => (row.expandable && !row.expanded ? model.toggle(row.node, true) : row.expanded && goTo(at + 1)),
      ArrowLeft: () => (row.expanded ? model.toggle(row.node, false) : parent >= 0 && goTo(parent)),
      // What is opened takes the keyboard from the row.
      Enter: () =>
        goTo(at, true).then(() => (row.type === 'directory' ? model.toggle(row.node, !row.expanded) : open(row.node))),
      ' ': () => row.expandable && model.toggle(row.node, !row.expanded),
      '*': () => model.openBeside(at),
      '>': async () => (await model.goToLargest()) && goTo(model.activeIndex, true),
      Escape: () => (model.selected = null),
    };
  }

  /** What a character does that is part of a name; undefined for all others. */
  private typing(key: string): (() => void) | undefined {
    const isFirst = this.typed === '';
    if ([...key].length !== 1 || taken.test(key) || (isFirst && /^[ \d]$/.test(key))) return undefined;
    return () => {
      this.typed += key;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => (this.typed = ''), typingPause);
      const { model, goTo } = this.tree;
      // The same letter again and again goes from one name to the next.
      const isRepeated = new Set(this.typed.toLowerCase()).size === 1;
      const from = model.activeIndex + (isFirst || isRepeated ? 1 : 0);
      const found = model.rows.beginningWith(isRepeated ? key : this.typed, from);
      if (found >= 0) void goTo(found);
    };
  }
}
