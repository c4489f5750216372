import type { ContextFigures, SentSums } from '../build-context/context-audit.ts';
import { ContextIndex } from '../build-context/context-index.ts';
import type { ContextTree } from '../build-context/context-tree.ts';
import { sumsOf } from '../build-context/sent-sums.ts';

const totals = new WeakMap<ContextTree['names'], Uint32Array>();

/** By node: the files in it, sent or not. */
function totalsOf(tree: ContextTree): Uint32Array {
  let known = totals.get(tree.names);
  if (!known) totals.set(tree.names, (known = sumsOf(tree, new Uint8Array(tree.parents.length)).files));
  return known;
}

/** What is still sent of a folder while line after line leaves out some of it. */
export class RemainingFiles {
  private readonly index: ContextIndex;
  private readonly files: Uint32Array;
  private readonly bytes: Float64Array;
  private readonly totals: Uint32Array;

  /** `sent`: what is sent before the first line. */
  constructor(tree: ContextTree, sent: SentSums) {
    this.index = ContextIndex.of(tree);
    this.files = sent.files.slice();
    this.bytes = sent.bytes.slice();
    this.totals = totalsOf(tree);
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
  leaveOut(node: number, except: readonly number[]): Pick<ContextFigures, 'files' | 'bytes'> {
    const { index } = this;
    const kept = except.filter((at) => this.files[at] !== 0);
    const [files, bytes] = [
      this.filesOf(node) - kept.reduce((sum, at) => sum + this.filesOf(at), 0),
      this.bytesOf(node) - kept.reduce((sum, at) => sum + this.bytesOf(at), 0),
    ];
    const isKept = new Set(kept);
    const open = [node];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (isKept.has(at)) continue;
      this.files[at] = 0;
      this.bytes[at] = 0;
      index.pushChildren(at, open);
    }
    for (const at of kept) {
      for (let above = at; above !== node;) {
        above = index.parentOf(above);
        this.files[above]! += this.filesOf(at);
        this.bytes[above]! += this.bytesOf(at);
      }
    }
    for (let above = index.parentOf(node); above >= 0; above = index.parentOf(above)) {
      this.files[above]! -= files;
      this.bytes[above]! -= bytes;
    }
    return { files, bytes };
  }
}
