import type { ContextFigures, SentSums } from '../../build-context/context-audit.ts';
import { ContextIndex } from '../../build-context/context-index.ts';
import type { ContextTree } from '../../build-context/context-tree.ts';
import { sumsOf } from '../../build-context/sent-sums.ts';

const totals = new WeakMap<ContextTree['names'], Uint32Array>();

/** By node: the files in it, sent or not. */
function totalsOf(tree: ContextTree): Uint32Array {
  let known = totals.get(tree.names);
  if (!known) totals.set(tree.names, (known = sumsOf(tree, null).files));
  return known;
}

/** What is still sent of a folder while line after line leaves out some of it. */
export class RemainingFiles {
  private readonly index: ContextIndex;
  private readonly files: Uint32Array;
  private readonly bytes: Float64Array;
  private readonly unsized: Uint32Array;
  private readonly totals: Uint32Array;
  private readonly columns: readonly (Uint32Array | Float64Array)[];

  /** `sent`: what is sent before the first line. */
  constructor(tree: ContextTree, sent: SentSums) {
    this.index = ContextIndex.of(tree);
    this.files = sent.files.slice();
    this.bytes = sent.bytes.slice();
    this.totals = totalsOf(tree);
    this.unsized = sent.unsized.slice();
    this.columns = [this.files, this.bytes, this.unsized];
  }

  filesOf(node: number): number {
    return this.files[node] as number;
  }

  bytesOf(node: number): number {
    return this.bytes[node] as number;
  }

  /** Nothing that lies in it is left out. */
  isWhole(node: number): boolean {
    return this.files[node] === this.totals[node];
  }

  /** Leaves out a file or a folder, what is excepted in it apart; gives what that is. */
  leaveOut(node: number, except: readonly number[]): ContextFigures {
    const { index, columns } = this;
    const kept = except.filter((at) => this.files[at] !== 0);
    const left = columns.map(
      (column) => (column[node] as number) - kept.reduce((sum, at) => sum + (column[at] as number), 0),
    );
    const isKept = new Set(kept);
    const open = [node];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      // Where nothing is sent, nothing is left to take off.
      if (this.files[at] === 0 || isKept.has(at)) continue;
      this.files[at] = this.bytes[at] = this.unsized[at] = 0;
      index.pushChildren(at, open);
    }
    for (const at of kept) {
      for (let above = at; above !== node;) {
        above = index.parentOf(above);
        for (const column of columns) column[above]! += column[at] as number;
      }
    }
    for (let above = index.parentOf(node); above >= 0; above = index.parentOf(above)) {
      columns.forEach((column, which) => (column[above]! -= left[which] as number));
    }
    const [files = 0, bytes = 0, unsized = 0] = left;
    return { files, bytes, unsized };
  }
}
