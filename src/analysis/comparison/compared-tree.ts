import { textAt } from '../../bytes/string-column.ts';
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';
import { pathBytes } from '../../paths/path-tree.ts';
import { ownMatch } from '../../rootfs/match-names.ts';
import { decodeNames, type NodeNames } from '../../rootfs/node-names.ts';
import { NodeKindCode, nodeKinds, type NodeKind } from '../../rootfs/tree-state.ts';
import { isDirectory, type ComparedFiles } from './compared-files.ts';

export type ComparedSort = 'name' | 'before' | 'after' | 'difference';

export interface ComparedFilter {
  /** Looked for in names, whatever their case; with a slash in it, in paths. */
  readonly text: string;
  readonly kinds: ReadonlySet<NodeKind>;
}

/** What is shown under a filter; sums are of what is shown, directories with all that is in them. */
export interface ShownFiles {
  readonly filter: ComparedFilter;
  readonly shown: Uint8Array;
  /** 1: something below has the text in its own name. */
  readonly leads: Uint8Array;
  /** Nodes with the text in their own names. */
  readonly hits: number;
  /** By node, the files that are shown in it, itself where it is one. */
  readonly files: Uint32Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Bytes that differ, whichever way: what of a file was added or removed, or both its sizes where its contents changed. */
  readonly moved: Float64Array;
}

/** 0: no match. 1: below a match. 2: a match of its own. */
function matchesOf(text: string, { parents }: ComparedFiles, names: NodeNames): Uint8Array {
  const matches = new Uint8Array(parents.length);
  const isMatch = ownMatch(text, parents, names);
  for (let node = 1; node < parents.length; node++) {
    matches[node] = isMatch(node) ? 2 : matches[parents[node] as number] ? 1 : 0;
  }
  return matches;
}

/** The tree of two images laid over each other, as far as a filter lets it be seen. */
export class ComparedTree {
  private names: NodeNames | null = null;
  private children: { first: Int32Array; next: Int32Array } | null = null;
  private last: ShownFiles | null = null;

  constructor(readonly files: ComparedFiles) {}

  /** The same nodes with other kinds or sides: what is known of their names stays. */
  withFiles(files: ComparedFiles): ComparedTree {
    const tree = new ComparedTree(files);
    if (files.names === this.files.names) [tree.names, tree.children] = [this.names, this.children];
    return tree;
  }

  nameOf(node: number): string {
    return textAt(this.files.names, node);
  }

  pathOf(node: number): string {
    return `/${decodeText(pathBytes(this.files.names, this.files.parents, node))}`;
  }

  isDirectory(node: number): boolean {
    return isDirectory(this.files, node);
  }

  kindOf(node: number): NodeKind {
    return nodeKinds[this.files.kinds[node] as number] as NodeKind;
  }

  *childrenOf(node: number): Generator<number> {
    const { first, next } = (this.children ??= linkChildren(this.files.parents));
    for (let child = first[node] as number; child > 0; child = next[child] as number) yield child;
  }

  show(filter: ComparedFilter): ShownFiles {
    const text = filter.text.trim().toLowerCase();
    const isKnown = this.last?.filter.text === text && nodeKinds.every((kind) => this.last?.filter.kinds.has(kind) === filter.kinds.has(kind)); // prettier-ignore
    if (!isKnown) this.last = this.filter({ text, kinds: new Set(filter.kinds) });
    return this.last!;
  }

  private filter(filter: ComparedFilter): ShownFiles {
    const { files } = this;
    const { parents, kinds, sizesBefore, sizesAfter } = files;
    const count = parents.length;
    const matches =
      filter.text === '' ? null : matchesOf(filter.text, files, (this.names ??= decodeNames(files.names)));
    const wanted = nodeKinds.map((kind) => filter.kinds.has(kind));
    const found = { shown: new Uint8Array(count), leads: new Uint8Array(count), files: new Uint32Array(count) };
    const sums = { before: new Float64Array(count), after: new Float64Array(count), moved: new Float64Array(count) };
    let hits = 0;
    for (let node = count - 1; node > 0; node--) {
      const kind = kinds[node] as number;
      const match = matches ? (matches[node] as number) : 1;
      if (match > 0 && wanted[kind]) {
        const [before, after] = [sizesBefore[node] as number, sizesAfter[node] as number];
        found.shown[node] = 1;
        if (!isDirectory(files, node)) found.files[node]! += 1;
        sums.before[node]! += before;
        sums.after[node]! += after;
        if (kind !== NodeKindCode.unchanged) sums.moved[node]! += before + after;
      }
      if (!found.shown[node]) continue;
      const parent = parents[node] as number;
      found.shown[parent] = 1;
      found.files[parent]! += found.files[node] as number;
      sums.before[parent]! += sums.before[node] as number;
      sums.after[parent]! += sums.after[node] as number;
      sums.moved[parent]! += sums.moved[node] as number;
      if (match === 2) hits++;
      if (match === 2 || found.leads[node]) found.leads[parent] = 1;
    }
    return { filter, ...found, ...sums, hits };
  }
}

function linkChildren(parents: Int32Array): { first: Int32Array; next: Int32Array } {
  const first = new Int32Array(parents.length);
  const next = new Int32Array(parents.length);
  for (let node = parents.length - 1; node > 0; node--) {
    const parent = parents[node] as number;
    next[node] = first[parent] as number;
    first[parent] = node;
  }
  return { first, next };
}

/** A file whose bytes changed between the images, for lists of the largest. */
export interface FileChange {
  readonly node: number;
  readonly before: Bytes;
  readonly after: Bytes;
}

/** The changed files that weigh most, by what they grew or shrank; of equal ones, those with most bytes, then by path. */
export function largestChanges(tree: ComparedTree, most: number): FileChange[] {
  const { files } = tree;
  const { kinds, sizesBefore, sizesAfter } = files;
  const heavier = (a: FileChange, b: FileChange): number =>
    Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.after + b.before - a.after - a.before;
  // Sorting all of them would take long: the few that are wanted are kept in order while the others pass by.
  const kept: FileChange[] = [];
  let least = -1;
  for (let node = 1; node < kinds.length; node++) {
    const [before, after] = [sizesBefore[node] as number, sizesAfter[node] as number];
    if (Math.abs(after - before) < least) continue;
    if (kinds[node] === NodeKindCode.unchanged || isDirectory(files, node)) continue;
    const change = { node, before, after };
    const at = kept.findIndex((one) => heavier(one, change) > 0);
    if (at < 0 && kept.length === most) continue;
    kept.splice(at < 0 ? kept.length : at, 0, change);
    if (kept.length > most) kept.pop();
    const last = kept.at(-1);
    if (kept.length === most && last) least = Math.abs(last.after - last.before);
  }
  const paths = new Map(kept.map(({ node }) => [node, tree.pathOf(node)]));
  return kept.sort((a, b) => heavier(a, b) || ((paths.get(a.node) ?? '') < (paths.get(b.node) ?? '') ? -1 : 1));
}
