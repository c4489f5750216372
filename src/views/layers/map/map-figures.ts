import { heaviestFirst } from '../../../bytes/heaviest-first.ts';
import { pieces, piecesBackwards, type InPieces } from '../../../bytes/in-pieces.ts';
import type { Bytes } from '../../../bytes/units.ts';
import type { TreemapSource } from '../../../components/treemap.ts';
import type { Rootfs } from '../../../rootfs/rootfs.ts';
import type { Coloured, ColourKey } from './map-colours.ts';
import type { MapCopies } from './map-copies.ts';

/** What most of a node's bytes are, and how much of them. */
export interface Mostly {
  readonly key: ColourKey;
  readonly share: number;
}

/** Shorter lists are made anew as fast as they are found again. */
const longList = 1000;

/** What every node weighs with all that lies in it. */
export class MapFigures implements TreemapSource {
  readonly bytes: Float64Array;
  /** Copies: of a file that is stored several times, each. */
  readonly files: Uint32Array;
  /** 1: something that weighs lies in it. */
  private readonly holds: Uint8Array;
  /** What weighs in the folders that hold very much, heaviest first. */
  private readonly long = new Map<number, readonly number[]>();

  private constructor(
    readonly rootfs: Rootfs,
    readonly copies: MapCopies,
  ) {
    this.bytes = new Float64Array(rootfs.nodeCount);
    this.files = new Uint32Array(rootfs.nodeCount);
    this.holds = new Uint8Array(rootfs.nodeCount);
  }

  static *of(rootfs: Rootfs, copies: MapCopies): InPieces<MapFigures> {
    const figures = new MapFigures(rootfs, copies);
    for (const { from, to } of pieces(copies.nodes.length)) {
      for (let at = from; at < to; at++) figures.addCopy(at);
      yield;
    }
    for (const { from, to } of piecesBackwards(rootfs.nodeCount, 1)) {
      for (let node = to - 1; node >= from; node--) figures.addToParent(node);
      yield;
    }
    return figures;
  }

  private addCopy(at: number): void {
    const node = this.copies.nodes[at] as number;
    this.bytes[node]! += this.rootfs.columns.eventSizes[this.copies.events[at] as number] as number;
    this.files[node]!++;
  }

  private addToParent(node: number): void {
    const parent = this.rootfs.parentOf(node);
    if (this.bytes[node] !== 0) this.holds[parent] = 1;
    this.bytes[parent]! += this.bytes[node] as number;
    this.files[parent]! += this.files[node] as number;
  }

  weightOf(node: number): Bytes {
    return this.bytes[node] ?? 0;
  }

  /** Of a long list, what weighs anything: the table beside a picture asks for the same. */
  childrenOf(node: number): readonly number[] {
    const known = this.long.get(node);
    if (known) return known;
    const children = this.rootfs.childrenOf(node);
    if (children.length < longList) return children;
    const rows = this.heaviest(children);
    this.long.set(node, rows);
    return rows;
  }

  /** Whether anything that weighs lies in it. */
  isFolder(node: number): boolean {
    return this.holds[node] === 1;
  }

  /** What lies right in a folder and weighs anything, heaviest first. */
  rowsIn(folder: number): readonly number[] {
    const children = this.childrenOf(folder);
    return this.long.get(folder) ?? this.heaviest(children);
  }

  private heaviest(nodes: readonly number[]): number[] {
    const rows: number[] = [];
    for (const node of nodes) if (this.weightOf(node) > 0) rows.push(node);
    heaviestFirst(rows, (node) => this.weightOf(node)).forEach((node, at) => (rows[at] = node));
    return rows;
  }
}

/** By node, what its bytes are in the colours of a map. Sums by colour are kept of directories alone: files are nine in ten. */
export class MapShares {
  private readonly rows: Int32Array;
  private sums = new Float64Array(0);
  /** Of a node without a row, the one key of all its bytes. */
  private readonly single: Uint8Array;

  private constructor(
    private readonly figures: MapFigures,
    readonly coloured: Coloured,
  ) {
    const { nodeCount } = figures.rootfs;
    this.single = new Uint8Array(nodeCount);
    this.rows = new Int32Array(nodeCount).fill(-1);
  }

  static *of(figures: MapFigures, coloured: Coloured): InPieces<MapShares> {
    const { rootfs, copies, bytes } = figures;
    const shares = new MapShares(figures, coloured);
    shares.sums = new Float64Array((yield* shares.giveRows()) * coloured.keys.length);
    for (const { from, to } of pieces(copies.nodes.length)) {
      for (let at = from; at < to; at++) shares.addCopy(at);
      yield;
    }
    for (const { from, to } of piecesBackwards(rootfs.nodeCount, 1)) {
      for (let node = to - 1; node >= from; node--) {
        if (bytes[node] !== 0) shares.addTo(shares.rows[rootfs.parentOf(node)] as number, node);
      }
      yield;
    }
    return shares;
  }

  /** Rows for directories, and for files of which several copies are shown. */
  private *giveRows(): InPieces<number> {
    const { bytes, rootfs, copies } = this.figures;
    const { rows, single } = this;
    let count = 0;
    rows[0] = count++;
    for (const { from, to } of pieces(bytes.length, 1)) {
      for (let node = from; node < to; node++) {
        const parent = rootfs.parentOf(node);
        if (bytes[node] !== 0 && rows[parent] === -1) rows[parent] = count++;
      }
      yield;
    }
    for (const { from, to } of pieces(copies.nodes.length)) {
      for (let at = from; at < to; at++) {
        const node = copies.nodes[at] as number;
        if (single[node] !== 0 && rows[node] === -1) rows[node] = count++;
        single[node] = 1;
      }
      yield;
    }
    single.fill(0);
    return count;
  }

  private addCopy(at: number): void {
    const { rootfs, copies } = this.figures;
    const node = copies.nodes[at] as number;
    const key = this.coloured.keyOf[at] as number;
    const row = this.rows[node] as number;
    if (row < 0) this.single[node] = key;
    else this.sums[row * this.coloured.keys.length + key]! += rootfs.columns.eventSizes[copies.events[at]!]!;
  }

  private addTo(parentRow: number, node: number): void {
    const width = this.coloured.keys.length;
    const row = this.rows[node] as number;
    if (row < 0) this.sums[parentRow * width + (this.single[node] as number)]! += this.figures.weightOf(node);
    else for (let key = 0; key < width; key++) this.sums[parentRow * width + key]! += this.sums[row * width + key]!;
  }

  /** Bytes of the node by key. */
  sumsOf(node: number): Bytes[] {
    const { keys } = this.coloured;
    const row = this.rows[node] as number;
    if (row >= 0) return Array.from(this.sums.subarray(row * keys.length, (row + 1) * keys.length));
    return keys.map((_, key) => (key === this.single[node] ? this.figures.weightOf(node) : 0));
  }

  mostlyOf(node: number): Mostly | null {
    const sums = this.sumsOf(node);
    const most = sums.reduce((best, bytes, key) => (bytes > (sums[best] ?? 0) ? key : best), 0);
    const key = this.coloured.keys[most];
    const whole = this.figures.weightOf(node);
    return key && whole > 0 ? { key, share: (sums[most] ?? 0) / whole } : null;
  }
}
