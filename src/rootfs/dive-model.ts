// dive's efficiency, wasted bytes and user-wasted percent, by dive's own rules, so that its users find their numbers
// again. They are not the true ones: it counts all copies of a path as wasted, the one in use included, and a deleted
// directory raises its efficiency. https://github.com/wagoodman/dive#basic-features
import { grow, roomFor } from '../bytes/grow.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode, type LayerTable } from '../layer/layer-table.ts';
import type { PathTree } from '../paths/path-tree.ts';

export interface DiveNumbers {
  efficiency: number;
  wastedBytes: Bytes;
  userWastedPercent: number;
}

/** One layer by the nodes of its table's rows and of what its whiteouts delete. */
interface DiveLayer {
  readonly nodes: Int32Array;
  readonly table: LayerTable;
  /** Whether the row is the last entry of its node in the layer: that one counts. */
  readonly isLast: (row: number, node: number) => boolean;
  /** Nodes of its whiteouts, with the bytes below those that are directories. */
  readonly deleted: ReadonlyMap<number, Bytes>;
}

/** For every leaf path of every layer: its sizes added up, the smallest of them, and whether it occurs again. */
export class DiveModel {
  private cumulative = 0;
  private minimum = 0;
  private wastedBytes = 0;
  /** By node: the smallest size so far, which is that of its only copy while there is one. */
  private smallest = new Float64Array(0);
  /** By node: copies so far; more than two are counted as two. */
  private copies = new Uint8Array(0);
  /** By node: one more than the layer in which something lies below it. */
  private innerIn = new Int32Array(0);
  private layer = 0;
  private userBytes = 0;

  pushLayer({ nodes, table, isLast, deleted }: DiveLayer, { parents, count }: PathTree): void {
    this.grow(count);
    for (const node of nodes) this.markParents(node, parents);
    for (const node of deleted.keys()) this.markParents(node, parents);
    for (let row = 0; row < nodes.length; row++) {
      const node = nodes[row] as number;
      const size = table.types[row] === EntryTypeCode.file ? (table.sizes[row] as number) : 0;
      if (this.layer > 0) this.userBytes += size;
      if (node !== 0 && isLast(row, node) && this.innerIn[node] !== this.layer + 1) this.add(node, size);
    }
    for (const [node, size] of deleted) this.add(node, size);
    this.layer++;
  }

  finish(): DiveNumbers {
    const { cumulative, minimum, wastedBytes, userBytes } = this;
    return {
      efficiency: cumulative === 0 ? 1 : minimum / cumulative,
      wastedBytes,
      userWastedPercent: userBytes === 0 ? 0 : wastedBytes / userBytes,
    };
  }

  private add(node: number, size: Bytes): void {
    const copies = this.copies[node] as number;
    const smallest = this.smallest[node] as number;
    this.cumulative += size;
    if (copies === 0 || size < smallest) {
      this.smallest[node] = size;
      this.minimum += copies === 0 ? size : size - smallest;
    }
    // The second copy makes the first one count as wasted too.
    if (copies > 0) this.wastedBytes += copies === 1 ? smallest + size : size;
    this.copies[node] = Math.min(2, copies + 1);
  }

  private markParents(node: number, parents: Int32Array): void {
    const { innerIn } = this;
    const mark = this.layer + 1;
    for (let at = parents[node] as number; at >= 0 && innerIn[at] !== mark; at = parents[at] as number)
      innerIn[at] = mark;
  }

  private grow(count: number): void {
    if (count <= this.innerIn.length) return;
    const capacity = roomFor(count);
    this.smallest = grow(this.smallest, capacity);
    this.copies = grow(this.copies, capacity);
    this.innerIn = grow(this.innerIn, capacity);
  }
}
