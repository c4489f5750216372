// The final tree, cut down to a set of its files: folders with what of the set lies in them.
import { pieces, piecesBackwards, whole, type InPieces } from '../bytes/in-pieces.ts';
import { heaviestFirst } from '../bytes/heaviest-first.ts';
import { OpenRows } from '../rootfs/open-rows.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { Removal } from './removal.ts';
import { ReachCode, type ReachColumns } from './reach-columns.ts';

/** What is looked at: what goes, or what is known of the files. */
export const fileSets = ['goes', 'not reached', 'unsure', 'needed'] as const;
export type FileSet = (typeof fileSets)[number];

const mostRows = 200_000;
/** So few of the heaviest folders are open at first, as rows. */
const firstRows = 24;

export class SetTree {
  readonly rootfs: Rootfs;
  /** By node: files of the set at it or below it, and what of their contents is counted there. */
  readonly files: Uint32Array;
  readonly bytes: Float64Array;
  private readonly orders = new Map<number, Uint32Array>();

  private constructor(rootfs: Rootfs) {
    this.rootfs = rootfs;
    this.files = new Uint32Array(rootfs.nodeCount);
    this.bytes = new Float64Array(rootfs.nodeCount);
  }

  /** There may be a million files: a page adds them up in turns. */
  static *of(rootfs: Rootfs, isIn: (node: number) => boolean): InPieces<SetTree> {
    const tree = new SetTree(rootfs);
    yield* tree.addUp(isIn);
    return tree;
  }

  /** Those that are in the set, or have something of it below them; most bytes first. */
  childrenOf(node: number): Uint32Array {
    const known = this.orders.get(node);
    if (known) return known;
    const children = this.rootfs.childrenOf(node).filter((child) => (this.files[child] as number) > 0);
    const ordered = heaviestFirst(children, (child) => this.bytes[child] as number);
    this.orders.set(node, ordered);
    return ordered;
  }

  isDirectory(node: number): boolean {
    return this.rootfs.isDirectory(this.rootfs.columns.lastEvents[node] as number);
  }

  /** `toggled`: directories that the user opened or closed; of the others those with most bytes are open at first. */
  rows(toggled: ReadonlyMap<number, boolean>): OpenRows {
    const isOpen = (node: number, siblings: number, rows: number): boolean =>
      this.isDirectory(node) && (toggled.get(node) ?? (rows + siblings < firstRows && this.isHeavy(node)));
    return whole(OpenRows.of({ childrenOf: childrenIn(this), isOpen, most: mostRows }));
  }

  private isHeavy(node: number): boolean {
    return (this.bytes[node] as number) > 0.1 * (this.bytes[0] as number);
  }

  private *addUp(isIn: (node: number) => boolean): InPieces<void> {
    const { lastEvents, eventCopies, eventSizes } = this.rootfs.columns;
    const counted = new Set<number>();
    for (const { from, to } of pieces(this.files.length, 1)) {
      for (let node = from; node < to; node++) {
        if (!this.rootfs.isThere(node) || this.isDirectory(node) || !isIn(node)) continue;
        this.files[node] = 1;
        // Contents with several names are counted with the first.
        const copy = eventCopies[lastEvents[node] as number] as number;
        if (copy < 0 || counted.has(copy)) continue;
        counted.add(copy);
        this.bytes[node] = eventSizes[copy] as number;
      }
      yield;
    }
    for (const { from, to } of piecesBackwards(this.files.length, 1)) {
      for (let node = to - 1; node >= from; node--) {
        const parent = this.rootfs.parentOf(node);
        this.files[parent]! += this.files[node] as number;
        this.bytes[parent]! += this.bytes[node] as number;
      }
      yield;
    }
  }
}

const childrenIn = (tree: SetTree) =>
  function* (node: number): InPieces<Uint32Array> {
    yield;
    return tree.childrenOf(node);
  };

export function setTree(
  rootfs: Rootfs,
  set: FileSet,
  { states }: ReachColumns,
  { reasons }: Removal,
): InPieces<SetTree> {
  switch (set) {
    case 'goes':
      return SetTree.of(rootfs, (node) => reasons[node] !== 0);
    case 'not reached':
      return SetTree.of(rootfs, (node) => states[node] === ReachCode.notReached);
    case 'unsure':
      return SetTree.of(rootfs, (node) => states[node] === ReachCode.unsure);
    case 'needed':
      return SetTree.of(rootfs, (node) => states[node] === ReachCode.needed);
    default:
      return set satisfies never;
  }
}

/** Whose need it is that a file is needed, and so on up to what the image itself starts. Steps, the file first. */
export interface NeedStep {
  readonly node: number;
  /** What the next one says of it: `requires express`; goes on from that. */
  readonly clause: string;
}

const mostSteps = 50;

export function chainOf({ by, why, clauses }: ReachColumns, node: number): NeedStep[] {
  const steps: NeedStep[] = [];
  for (let at = node; at >= 0 && why[at] !== -1 && steps.length < mostSteps; at = by[at] as number)
    steps.push({ node: at, clause: clauses[why[at] as number] ?? '' });
  return steps;
}
