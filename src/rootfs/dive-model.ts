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
  private rowOf = new Int32Array(0);
  private layer = 0;
  private userBytes = 0;

  pushLayer(
    nodes: Int32Array,
    table: LayerTable,
    whiteouts: Int32Array,
    tree: PathTree,
    bytesBelow: (node: number) => Bytes,
  ): void {
    this.grow(tree.count);
    for (const node of nodes) this.markParents(node, tree);
    for (const node of whiteouts) this.markParents(node, tree);
    // The last entry of a name in the layer counts.
    for (let row = 0; row < nodes.length; row++) this.rowOf[nodes[row] as number] = row;
    for (let row = 0; row < nodes.length; row++) {
      const node = nodes[row] as number;
      const size = table.types[row] === EntryTypeCode.file ? (table.sizes[row] as number) : 0;
      if (this.layer > 0) this.userBytes += size;
      if (node !== 0 && (this.rowOf[node] as number) === row && this.innerIn[node] !== this.layer + 1)
        this.add(node, size);
    }
    for (const node of new Set(whiteouts)) this.add(node, bytesBelow(node));
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

  private markParents(node: number, tree: PathTree): void {
    for (
      let at = tree.parents[node] as number;
      at >= 0 && this.innerIn[at] !== this.layer + 1;
      at = tree.parents[at] as number
    ) {
      this.innerIn[at] = this.layer + 1;
    }
  }

  private grow(count: number): void {
    if (count <= this.rowOf.length) return;
    const capacity = roomFor(count);
    this.smallest = grow(this.smallest, capacity);
    this.copies = grow(this.copies, capacity);
    this.innerIn = grow(this.innerIn, capacity);
    this.rowOf = grow(this.rowOf, capacity);
  }
}
