import { pieces, piecesBackwards, whole, type InPieces } from '../../bytes/in-pieces.ts';
import { textAt } from '../../bytes/string-column.ts';
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';
import { entryTypes, type EntryType } from '../../layer/layer-table.ts';
import { pathBytes } from '../../paths/path-tree.ts';
import { NodeKindCode, nodeKinds, type NodeKind } from '../../rootfs/tree-state.ts';
import { attributeChanges, type AttributeChange } from './attribute-changes.ts';
import { differingAt } from './differing.ts';
import {
  changedKinds,
  isDirectory,
  noType,
  sumFiles,
  sumFilesInPieces,
  swapSides,
  type ComparedFiles,
  type FileSums,
} from './compared-files.ts';

export type ComparedSort = 'name' | 'before' | 'after' | 'difference';

export interface ComparedFilter {
  /** By node, as `matchNames` tells it; null: nothing is looked for. */
  readonly matches: Uint8Array | null;
  readonly kinds: ReadonlySet<NodeKind>;
}

/** What is shown under a filter; sums are of what is shown, directories with all that is in them. */
export interface ShownFiles {
  readonly filter: ComparedFilter;
  readonly shown: Uint8Array<ArrayBuffer>;
  /** 1: something in it is shown; what became a file still holds what was removed from it. */
  readonly holds: Uint8Array<ArrayBuffer>;
  /** 1: something below matches by its own name. */
  readonly leads: Uint8Array<ArrayBuffer>;
  /** Nodes that match by their own names. */
  readonly hits: number;
  /** By node, the files that are shown in it, itself where it is one. */
  readonly files: Uint32Array<ArrayBuffer>;
  readonly before: Float64Array<ArrayBuffer>;
  readonly after: Float64Array<ArrayBuffer>;
  /** Bytes that differ, whichever way: what of a file was added or removed, or both its sizes where its contents changed. */
  readonly moved: Float64Array<ArrayBuffer>;
}

interface Children {
  readonly first: Int32Array<ArrayBuffer>;
  readonly next: Int32Array<ArrayBuffer>;
}

/** What takes a look at every file: worked out beside the page, it is there when the files come. */
export interface ComparedFacts {
  readonly children: Children;
  readonly sums: FileSums;
  readonly largest: readonly FileChange[];
  /** What is shown at first. */
  readonly shown: ShownFiles;
}

/** Its columns, for transfer. */
export function factBuffers({ children, shown }: ComparedFacts): ArrayBuffer[] {
  const { shown: which, holds, leads, files, before, after, moved } = shown;
  return [children.first, children.next, which, holds, leads, files, before, after, moved].map(({ buffer }) => buffer);
}

/** So many of the largest changes are known. */
export const mostLargest = 50;

/** The tree of two images laid over each other, as far as a filter lets it be seen. */
export class ComparedTree {
  private children: Children | null;
  private last: ShownFiles | null;
  private knownSums: FileSums | null;
  private knownLargest: readonly FileChange[] | null;

  constructor(
    readonly files: ComparedFiles,
    facts: ComparedFacts | null = null,
  ) {
    this.children = facts?.children ?? null;
    this.last = facts?.shown ?? null;
    this.knownSums = facts?.sums ?? null;
    this.knownLargest = facts?.largest ?? null;
  }

  get facts(): ComparedFacts {
    const shown = this.show({ matches: null, kinds: changedKinds });
    return { children: this.linked, sums: this.sums, largest: this.largest, shown };
  }

  get sums(): FileSums {
    return (this.knownSums ??= sumFiles(this.files));
  }

  /** The changed files that weigh most, `mostLargest` at most. */
  get largest(): readonly FileChange[] {
    return (this.knownLargest ??= largestChanges(this, mostLargest));
  }

  private get linked(): Children {
    return (this.children ??= linkChildren(this.files.parents));
  }

  /** The same the other way round, summed up: what lies in what stays. */
  *swapped(): InPieces<ComparedTree> {
    const tree = new ComparedTree(yield* swapSides(this.files));
    tree.children = this.children;
    // What was a directory and became a file counts as the one or the other: no sum is only turned.
    tree.knownSums = yield* sumFilesInPieces(tree.files);
    tree.knownLargest = yield* largestInPieces(tree, mostLargest);
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

  /** As it is in the later image; as it was, where it is gone. */
  typeOf(node: number): EntryType {
    const { typesBefore, typesAfter } = this.files;
    return entryTypes[(typesAfter[node] === noType ? typesBefore : typesAfter)[node] as number] ?? 'file';
  }

  kindOf(node: number): NodeKind {
    return nodeKinds[this.files.kinds[node] as number] as NodeKind;
  }

  /** What of the extended attributes differs. */
  attributesOf(node: number): AttributeChange[] {
    return attributeChanges(...differingAt(this.files.attributes, node));
  }

  *childrenOf(node: number): Generator<number> {
    const { first, next } = this.linked;
    for (let child = first[node] as number; child > 0; child = next[child] as number) yield child;
  }

  /** The first children that are shown, in no order. */
  firstShown(node: number, { shown }: ShownFiles, most = Infinity): number[] {
    const { first, next } = this.linked;
    const found: number[] = [];
    for (let child = first[node] as number; child > 0 && found.length < most; child = next[child] as number) {
      if (shown[child]) found.push(child);
    }
    return found;
  }

  show(filter: ComparedFilter): ShownFiles {
    return whole(this.showInPieces(filter));
  }

  *showInPieces(filter: ComparedFilter): InPieces<ShownFiles> {
    const { last } = this;
    const isSame =
      last?.filter.matches === filter.matches &&
      nodeKinds.every((kind) => last.filter.kinds.has(kind) === filter.kinds.has(kind));
    if (isSame) return last;
    const found = yield* shownFiles(this.files, { ...filter, kinds: new Set(filter.kinds) });
    this.last = found;
    return found;
  }
}

/** From the last node to the first, so that a directory comes behind all that is in it. */
function* shownFiles(of: ComparedFiles, filter: ComparedFilter): InPieces<ShownFiles> {
  const { parents } = of;
  const count = parents.length;
  const { matches } = filter;
  const wanted = nodeKinds.map((kind) => filter.kinds.has(kind));
  const [shown, holds, leads] = [new Uint8Array(count), new Uint8Array(count), new Uint8Array(count)];
  const files = new Uint32Array(count);
  const sums = { before: new Float64Array(count), after: new Float64Array(count), moved: new Float64Array(count) };
  let hits = 0;
  for (const { from, to } of piecesBackwards(count, 1)) {
    for (let node = to - 1; node >= from; node--) {
      const match = matches ? (matches[node] as number) : 1;
      if (match > 0 && wanted[of.kinds[node] as number]) {
        shown[node] = 1;
        if (!isDirectory(of, node)) files[node]! += 1;
        addSizes(sums, of, node);
      }
      if (!shown[node]) continue;
      const parent = parents[node] as number;
      shown[parent] = 1;
      holds[parent] = 1;
      files[parent]! += files[node] as number;
      sums.before[parent]! += sums.before[node] as number;
      sums.after[parent]! += sums.after[node] as number;
      sums.moved[parent]! += sums.moved[node] as number;
      if (match === 2) hits++;
      if (match === 2 || leads[node]) leads[parent] = 1;
    }
    yield;
  }
  return { filter, shown, holds, leads, files, ...sums, hits };
}

function addSizes(
  sums: Pick<ShownFiles, 'before' | 'after' | 'moved'>,
  { kinds, sizesBefore, sizesAfter }: ComparedFiles,
  node: number,
): void {
  const [before, after] = [sizesBefore[node] as number, sizesAfter[node] as number];
  sums.before[node]! += before;
  sums.after[node]! += after;
  if (kinds[node] !== NodeKindCode.unchanged) sums.moved[node]! += before + after;
}

function linkChildren(parents: Int32Array): Children {
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
export const largestChanges = (tree: ComparedTree, most: number): FileChange[] => whole(largestInPieces(tree, most));

function* largestInPieces(tree: ComparedTree, most: number): InPieces<FileChange[]> {
  const { files } = tree;
  const { kinds, sizesBefore, sizesAfter } = files;
  const heavier = (a: FileChange, b: FileChange): number =>
    Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.after + b.before - a.after - a.before;
  // Sorting all of them would take long: the few that are wanted are kept in order while the others pass by.
  const kept: FileChange[] = [];
  let least = -1;
  for (const { from, to } of pieces(kinds.length, 1)) {
    for (let node = from; node < to; node++) {
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
    yield;
  }
  const paths = new Map(kept.map(({ node }) => [node, tree.pathOf(node)]));
  return kept.sort((a, b) => heavier(a, b) || ((paths.get(a.node) ?? '') < (paths.get(b.node) ?? '') ? -1 : 1));
}
