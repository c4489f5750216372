import { pieceLength, type InPieces } from '../bytes/in-pieces.ts';
import type { StringColumn } from '../bytes/string-column.ts';
import { encodeText } from '../bytes/text.ts';
import { beginsWith } from './name-order.ts';

export interface OpenRowsOptions {
  /** Children that are shown, in their order. */
  childrenOf(node: number): InPieces<ArrayLike<number>>;
  /** `rows`: how many stand above it. */
  isOpen(node: number, siblings: number, rows: number): boolean;
  /** More are not listed. */
  readonly most: number;
}

/** The rows of a tree whose directories are open or closed, as numbers: a million of them is a supported size. */
export class OpenRows {
  /** How many more are open than may be listed. */
  left = 0;
  private readonly nodes: number[] = [];
  private readonly depths: number[] = [];
  private readonly positions: number[] = [];
  private readonly setSizes: number[] = [];
  private readonly opened: boolean[] = [];

  static *of(options: OpenRowsOptions): InPieces<OpenRows> {
    const rows = new OpenRows();
    yield* rows.append(options);
    return rows;
  }

  get length(): number {
    return this.nodes.length;
  }

  nodeAt(index: number): number {
    return this.nodes[index] as number;
  }

  /** Where a row stands: how deep, whether it is open, and its place among those of the same parent, from 1. */
  placeOf(index: number): { depth: number; expanded: boolean; position: number; setSize: number } {
    return {
      depth: this.depths[index] as number,
      expanded: this.opened[index] as boolean,
      position: this.positions[index] as number,
      setSize: this.setSizes[index] as number,
    };
  }

  /** The row of a node; -1 where it is not visible. */
  indexOf(node: number): number {
    return this.nodes.indexOf(node);
  }

  /** The row of a node, or of the closed directory that it lies in; the first where neither is visible. */
  nearestTo(node: number, parents: Int32Array): number {
    for (let at = node; at > 0; at = parents[at] as number) {
      const index = this.indexOf(at);
      if (index >= 0) return index;
    }
    return 0;
  }

  /** The row of the parent; -1 for a row at the top. */
  parentOf(index: number): number {
    const depth = this.depths[index] as number;
    let at = index - 1;
    while (at >= 0 && (this.depths[at] as number) >= depth) at--;
    return at;
  }

  /** The next row from `from` on, and from the top again, whose name begins with the text; -1 where none does. */
  beginningWith(names: StringColumn, text: string, from: number): number {
    const prefix = encodeText(text);
    for (let step = 0; step < this.length; step++) {
      const index = (from + step) % this.length;
      if (beginsWith(names, this.nodes[index] as number, prefix)) return index;
    }
    return -1;
  }

  /** Without recursion: a hostile path may be a hundred thousand directories deep. */
  private *append({ childrenOf, isOpen, most }: OpenRowsOptions): InPieces<void> {
    const levels: { children: ArrayLike<number>; at: number }[] = [{ children: yield* childrenOf(0), at: 0 }];
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
      const { children } = level;
      const node = children[level.at++];
      if (node === undefined) {
        levels.pop();
        continue;
      }
      const rows = this.length + this.left;
      const open = isOpen(node, children.length, rows);
      if (rows < most) {
        this.nodes.push(node);
        this.depths.push(levels.length - 1);
        this.positions.push(level.at);
        this.setSizes.push(children.length);
        this.opened.push(open);
      } else this.left++;
      if (open) levels.push({ children: yield* childrenOf(node), at: 0 });
      if ((rows + 1) % pieceLength === 0) yield;
    }
  }
}
