import type { ContextTree } from '../build-context/context-tree.ts';
import { startOf, textAt } from '../bytes/string-column.ts';
import { encodeText } from '../bytes/text.ts';

/** By node of a tree: where its children begin in `nodes`; the last entry is where those of the last node end. */
interface Children {
  readonly starts: Uint32Array;
  readonly nodes: Uint32Array;
  /** Those that were asked for. */
  readonly names: (string | undefined)[];
}

const childrenOf = new WeakMap<ContextTree, Children>();
const sentTrees = new WeakMap<Uint8Array, SentTree>();

function listChildren({ parents }: ContextTree): Children {
  const count = parents.length;
  const starts = new Uint32Array(count + 1);
  for (let node = 1; node < count; node++) (starts[(parents[node] as number) + 1] as number)++;
  for (let node = 0; node < count; node++) (starts[node + 1] as number) += starts[node] as number;
  const nodes = new Uint32Array(Math.max(0, count - 1));
  const next = starts.slice();
  for (let node = 1; node < count; node++) nodes[(next[parents[node] as number] as number)++] = node;
  return { starts, nodes, names: [] };
}

/** What of a folder reaches the builder: what is not left out, and the directories that something of it lies in. */
export class SentTree {
  readonly tree: ContextTree;
  /** By node. */
  readonly isSent: Uint8Array;
  private readonly children: Children;

  /** Made once for what is left out: every COPY asks for it. */
  static of(tree: ContextTree, ignored: Uint8Array): SentTree {
    let sent = sentTrees.get(ignored);
    if (sent?.tree !== tree) sentTrees.set(ignored, (sent = new SentTree(tree, ignored)));
    return sent;
  }

  private constructor(tree: ContextTree, ignored: Uint8Array) {
    this.tree = tree;
    const known = childrenOf.get(tree);
    this.children = known ?? listChildren(tree);
    if (!known) childrenOf.set(tree, this.children);
    this.isSent = new Uint8Array(tree.parents.length);
    // A directory has a smaller number than what lies in it.
    for (let node = tree.parents.length - 1; node >= 0; node--) {
      if (ignored[node] === 0) this.isSent[node] = 1;
      if (node > 0 && this.isSent[node] === 1) this.isSent[tree.parents[node] as number] = 1;
    }
    this.isSent[0] = 1;
  }

  nameOf(node: number): string {
    const { names } = this.children;
    return (names[node] ??= textAt(this.tree.names, node));
  }

  /** All that lies right in a directory, sent or not. */
  childrenOf(node: number): Uint32Array {
    const { starts, nodes } = this.children;
    return nodes.subarray(starts[node], starts[node + 1]);
  }

  hasChildren(node: number): boolean {
    const { starts } = this.children;
    return (starts[node] as number) < (starts[node + 1] as number);
  }

  sentIn(node: number): number[] {
    return [...this.childrenOf(node)].filter((child) => this.isSent[child] === 1);
  }

  /** The child of that very name; null where none is sent. */
  childNamed(directory: number, name: string): number | null {
    const { bytes, ends } = this.tree.names;
    const wanted = encodeText(name);
    for (const child of this.childrenOf(directory)) {
      if (this.isSent[child] === 0) continue;
      const start = startOf(this.tree.names, child);
      if ((ends[child] as number) - start !== wanted.length) continue;
      let at = 0;
      while (at < wanted.length && bytes[start + at] === wanted[at]) at++;
      if (at === wanted.length) return child;
    }
    return null;
  }
}
