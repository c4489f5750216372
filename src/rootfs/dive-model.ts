// dive's efficiency, wasted bytes and user-wasted percent, by dive's own rules, so that its users find their numbers
// again. They are not the true ones: it counts all copies of a path as wasted, the one in use included, and a deleted
// directory raises its efficiency. https://github.com/wagoodman/dive#basic-features
import { grow } from '../bytes/grow.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode, type LayerTable } from '../layer/layer-table.ts';
import type { PathTree } from '../paths/path-tree.ts';

export interface DiveNumbers {
  efficiency: number;
  wastedBytes: Bytes;
  userWastedPercent: number;
}

/** For every leaf path of every layer: its sizes added up, the smallest of them, and how often it occurs. */
export class DiveModel {
  private cumulative = new Float64Array(0);
  private minimum = new Float64Array(0);
  private occurrences = new Uint32Array(0);
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
    let cumulative = 0;
    let minimum = 0;
    let wastedBytes = 0;
    for (let node = 0; node < this.rowOf.length; node++) {
      cumulative += this.cumulative[node] as number;
      if ((this.occurrences[node] as number) > 0) minimum += this.minimum[node] as number;
      if ((this.occurrences[node] as number) > 1) wastedBytes += this.cumulative[node] as number;
    }
    return {
      efficiency: cumulative === 0 ? 1 : minimum / cumulative,
      wastedBytes,
      userWastedPercent: this.userBytes === 0 ? 0 : wastedBytes / this.userBytes,
    };
  }

  private add(node: number, size: Bytes): void {
    this.cumulative[node] = (this.cumulative[node] as number) + size;
    const first = (this.occurrences[node] as number) === 0;
    this.minimum[node] = first ? size : Math.min(this.minimum[node] as number, size);
    this.occurrences[node] = (this.occurrences[node] as number) + 1;
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
    const capacity = count * 2;
    this.cumulative = grow(this.cumulative, capacity);
    this.minimum = grow(this.minimum, capacity);
    this.occurrences = grow(this.occurrences, capacity);
    this.innerIn = grow(this.innerIn, capacity);
    this.rowOf = grow(this.rowOf, capacity);
  }
}
