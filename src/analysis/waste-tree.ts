import { heaviestFirst } from '../bytes/heaviest-first.ts';
import { pieces, piecesBackwards, whole, type InPieces } from '../bytes/in-pieces.ts';
import type { Bytes } from '../bytes/units.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { WastedCopies } from './wasted-copies.ts';

/** Stands where what is wasted at a node, and below it, does not agree. */
export const several = -1;

/** What is wasted at every node and below it, in columns. */
export class WasteTree {
  readonly bytes: Float64Array;
  readonly files: Uint32Array;
  /** The one layer that stored it, the one that hid it, the one GoneReasonCode and the one cause; or `several`. */
  readonly storedIn: Int32Array;
  readonly goneIn: Int32Array;
  readonly reasons: Int32Array;
  readonly causes: Int32Array;
  private readonly rootfs: Rootfs;
  /** Of the directories that were asked for, what holds anything wasted: there may be 200,000 files in one. */
  private readonly children = new Map<number, Uint32Array>();

  private constructor(rootfs: Rootfs) {
    const { nodeCount } = rootfs;
    this.rootfs = rootfs;
    this.bytes = new Float64Array(nodeCount);
    this.files = new Uint32Array(nodeCount);
    [this.storedIn, this.goneIn, this.reasons, this.causes] = [
      new Int32Array(nodeCount),
      new Int32Array(nodeCount),
      new Int32Array(nodeCount),
      new Int32Array(nodeCount),
    ];
  }

  /** `keep`: of the events, which count. */
  static of(rootfs: Rootfs, copies: WastedCopies, keep: (event: number) => boolean = () => true): WasteTree {
    return whole(WasteTree.inPieces(rootfs, copies, keep));
  }

  /** The same, to be left between two pieces. */
  static *inPieces(
    rootfs: Rootfs,
    { events, causes }: WastedCopies,
    keep: (event: number) => boolean,
  ): InPieces<WasteTree> {
    const tree = new WasteTree(rootfs);
    for (const { from, to } of pieces(events.length)) {
      for (let at = from; at < to; at++) {
        if (keep(events[at] as number)) tree.addCopy(events[at] as number, causes[at] as number);
      }
      yield;
    }
    for (const { from, to } of piecesBackwards(rootfs.nodeCount, 1)) {
      for (let node = to - 1; node >= from; node--) {
        if (tree.files[node] !== 0) tree.addTo(rootfs.parentOf(node), node);
      }
      yield;
    }
    return tree;
  }

  /** Of a directory, those that hold anything wasted, the heaviest first. */
  childrenOf(node: number): Uint32Array {
    let children = this.children.get(node);
    if (!children) this.children.set(node, (children = this.sortedBelow(node)));
    return children;
  }

  private sortedBelow(node: number): Uint32Array {
    const wasted = this.rootfs.childrenOf(node).filter((child) => this.files[child] !== 0);
    return heaviestFirst(wasted, (child): Bytes => this.bytes[child] as number);
  }

  private addCopy(event: number, cause: number): void {
    const { eventNodes, eventSizes, eventLayers, eventGoneIn, eventGoneReasons } = this.rootfs.columns;
    const node = eventNodes[event] as number;
    const isFirst = this.files[node] === 0;
    note(this.storedIn, node, eventLayers[event] as number, isFirst);
    note(this.goneIn, node, eventGoneIn[event] as number, isFirst);
    note(this.reasons, node, eventGoneReasons[event] as number, isFirst);
    note(this.causes, node, cause, isFirst);
    this.bytes[node]! += eventSizes[event] as number;
    this.files[node]!++;
  }

  private addTo(parent: number, node: number): void {
    const isFirst = this.files[parent] === 0;
    for (const column of [this.storedIn, this.goneIn, this.reasons, this.causes]) {
      note(column, parent, column[node] as number, isFirst);
    }
    this.bytes[parent]! += this.bytes[node] as number;
    this.files[parent]! += this.files[node] as number;
  }
}

function note(column: Int32Array, node: number, value: number, isFirst: boolean): void {
  if (isFirst) column[node] = value;
  else if (column[node] !== value) column[node] = several;
}
