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

/** What every node weighs with all that lies in it. */
export class MapFigures implements TreemapSource {
  readonly bytes: Float64Array;
  /** Copies: of a file that is stored several times, each. */
  readonly files: Uint32Array;

  constructor(
    readonly rootfs: Rootfs,
    readonly copies: MapCopies,
  ) {
    const { nodeCount, columns } = rootfs;
    this.bytes = new Float64Array(nodeCount);
    this.files = new Uint32Array(nodeCount);
    copies.nodes.forEach((node, at) => {
      this.bytes[node]! += columns.eventSizes[copies.events[at] as number] as number;
      this.files[node]!++;
    });
    for (let node = nodeCount - 1; node > 0; node--) {
      const parent = columns.parents[node] as number;
      this.bytes[parent]! += this.bytes[node] as number;
      this.files[parent]! += this.files[node] as number;
    }
  }

  weightOf(node: number): Bytes {
    return this.bytes[node] ?? 0;
  }

  childrenOf(node: number): number[] {
    return this.rootfs.childrenOf(node);
  }

  /** Whether anything that weighs lies in it. */
  isFolder(node: number): boolean {
    return this.childrenOf(node).some((child) => this.weightOf(child) > 0);
  }

  /** What lies right in a folder and weighs anything, heaviest first. */
  rowsIn(folder: number): number[] {
    const rows = this.childrenOf(folder).filter((node) => this.weightOf(node) > 0);
    return rows.sort((a, b) => this.weightOf(b) - this.weightOf(a) || a - b);
  }
}

/** By node, what its bytes are in the colours of a map. Sums by colour are kept of directories alone: files are nine in ten. */
export class MapShares {
  private readonly rows: Int32Array;
  private readonly sums: Float64Array;
  /** Of a node without a row, the one key of all its bytes. */
  private readonly single: Uint8Array;

  constructor(
    private readonly figures: MapFigures,
    readonly coloured: Coloured,
  ) {
    const { rootfs, copies } = figures;
    const { parents, eventSizes } = rootfs.columns;
    const width = coloured.keys.length;
    this.single = new Uint8Array(rootfs.nodeCount);
    this.rows = new Int32Array(rootfs.nodeCount).fill(-1);
    this.sums = new Float64Array(this.giveRows() * width);
    copies.nodes.forEach((node, at) => {
      const key = coloured.keyOf[at] as number;
      const row = this.rows[node] as number;
      if (row < 0) this.single[node] = key;
      else this.sums[row * width + key]! += eventSizes[copies.events[at] as number] as number;
    });
    for (let node = rootfs.nodeCount - 1; node > 0; node--) {
      if (figures.bytes[node] !== 0) this.addTo(this.rows[parents[node] as number] as number, node);
    }
  }

  /** Rows for directories, and for files of which several copies are shown. */
  private giveRows(): number {
    const { bytes, rootfs, copies } = this.figures;
    const { rows, single } = this;
    let count = 0;
    rows[0] = count++;
    for (let node = 1; node < bytes.length; node++) {
      const parent = rootfs.parentOf(node);
      if (bytes[node] !== 0 && rows[parent] === -1) rows[parent] = count++;
    }
    for (const node of copies.nodes) {
      if (single[node] !== 0 && rows[node] === -1) rows[node] = count++;
      single[node] = 1;
    }
    single.fill(0);
    return count;
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
