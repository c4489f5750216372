import { textAt } from '../../bytes/string-column.ts';
import { visibleText } from '../../bytes/text.ts';
import { ContextIndex } from '../../build-context/context-index.ts';
import type { SentSums } from '../../build-context/context-audit.ts';
import { sumsOf } from '../../build-context/sent-sums.ts';
import { ContextKind, contextPath, type ContextTree } from '../../build-context/context-tree.ts';
import { ownMatch } from '../../rootfs/match-names.ts';
import { decodeNames, type NodeNames } from '../../rootfs/node-names.ts';

/** A folder's nodes by the folder that they lie in, and in words that are safe to show. */
export class FolderTree {
  readonly tree: ContextTree;
  private readonly index: ContextIndex;
  private whole: SentSums | null = null;
  private names: NodeNames | null = null;

  constructor(tree: ContextTree) {
    this.tree = tree;
    this.index = ContextIndex.of(tree);
  }

  get count(): number {
    return this.tree.parents.length;
  }

  childrenOf(node: number): Uint32Array {
    return this.index.childrenOf(node);
  }

  isFolder(node: number): boolean {
    return this.tree.kinds[node] !== ContextKind.file;
  }

  isUnreadable(node: number): boolean {
    return this.tree.kinds[node] === ContextKind.unreadable;
  }

  parentOf(node: number): number {
    return this.tree.parents[node] ?? -1;
  }

  /** Safe to show. */
  nameOf(node: number): string {
    return visibleText(textAt(this.tree.names, node));
  }

  pathOf(node: number): string {
    return visibleText(contextPath(this.tree, node));
  }

  /** By node, how many of these lie in it. */
  countBelow(nodes: Iterable<number>): Uint32Array {
    const { parents } = this.tree;
    const [own, counts] = [new Uint8Array(parents.length), new Uint32Array(parents.length)];
    for (const node of nodes) own[node] = 1;
    for (let node = parents.length - 1; node > 0; node--) {
      counts[parents[node] as number]! += (counts[node] as number) + (own[node] as number);
    }
    return counts;
  }

  /** By node, all that is in it, sent or not. */
  get sums(): SentSums {
    return (this.whole ??= sumsOf(this.tree, null));
  }

  /** The files that a node holds, itself where it is one. */
  filesIn(node: number): number[] {
    const { parents } = this.tree;
    const inside = new Uint8Array(parents.length);
    inside[node] = 1;
    const files: number[] = [];
    for (let at = node; at < parents.length; at++) {
      if (inside[parents[at] as number] === 1) inside[at] = 1;
      if (inside[at] === 1 && !this.isFolder(at)) files.push(at);
    }
    return files;
  }

  /** Nodes with a text in their names; with a slash in it, in their paths. In any case of letters. */
  find(text: string): number[] {
    const wanted = text.trim().toLowerCase();
    if (wanted === '') return [];
    this.names ??= decodeNames(this.tree.names);
    const isMatch = ownMatch(wanted, this.tree.parents, this.names);
    const found: number[] = [];
    for (let node = 1; node < this.count; node++) if (isMatch(node)) found.push(node);
    return found;
  }

  /** The folders that a node lies in, the outermost first, and the node itself. */
  wayTo(node: number): number[] {
    const way: number[] = [];
    for (let at = node; at >= 0; at = this.parentOf(at)) way.push(at);
    return way.reverse();
  }
}
