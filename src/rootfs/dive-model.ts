// dive's efficiency, wasted bytes and user-wasted percent, by dive's own rules, so that its users find their numbers
// again. They are not the true ones: it counts all copies of a path as wasted, the one in use included, and a deleted
// directory raises its efficiency. https://github.com/wagoodman/dive#basic-features
import { float64Column, int32Column, uint32Column } from '../bytes/growable.ts';
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
  private readonly cumulative = float64Column();
  private readonly minimum = float64Column();
  private readonly occurrences = uint32Column();
  /** By node: the layer in which something lies below it. */
  private readonly innerIn = int32Column();
  private readonly rowOf = int32Column();
  private layer = 0;
  private userBytes = 0;

  pushLayer(
    nodes: Int32Array,
    table: LayerTable,
    whiteouts: readonly number[],
    tree: PathTree,
    bytesBelow: (node: number) => Bytes,
  ): void {
    this.grow(tree.count);
    for (const node of nodes) this.markParents(node, tree);
    for (const node of whiteouts) this.markParents(node, tree);
    // The last entry of a name in the layer counts.
    for (let row = 0; row < nodes.length; row++) this.rowOf.array[nodes[row] as number] = row;
    for (let row = 0; row < nodes.length; row++) {
      const node = nodes[row] as number;
      const size = table.types[row] === EntryTypeCode.file ? (table.sizes[row] as number) : 0;
      if (this.layer > 0) this.userBytes += size;
      if (node !== 0 && this.rowOf.at(node) === row && this.innerIn.at(node) !== this.layer) this.add(node, size);
    }
    for (const node of new Set(whiteouts)) this.add(node, bytesBelow(node));
    this.layer++;
  }

  finish(): DiveNumbers {
    let cumulative = 0;
    let minimum = 0;
    let wastedBytes = 0;
    for (let node = 0; node < this.rowOf.length; node++) {
      cumulative += this.cumulative.at(node);
      if (this.occurrences.at(node) > 0) minimum += this.minimum.at(node);
      if (this.occurrences.at(node) > 1) wastedBytes += this.cumulative.at(node);
    }
    return {
      efficiency: cumulative === 0 ? 1 : minimum / cumulative,
      wastedBytes,
      userWastedPercent: this.userBytes === 0 ? 0 : wastedBytes / this.userBytes,
    };
  }

  private add(node: number, size: Bytes): void {
    this.cumulative.array[node] = this.cumulative.at(node) + size;
    const first = this.occurrences.at(node) === 0;
    this.minimum.array[node] = first ? size : Math.min(this.minimum.at(node), size);
    this.occurrences.array[node] = this.occurrences.at(node) + 1;
  }

  private markParents(node: number, tree: PathTree): void {
    for (let at = tree.parents.at(node); at >= 0 && this.innerIn.at(at) !== this.layer; at = tree.parents.at(at)) {
      this.innerIn.array[at] = this.layer;
    }
  }

  private grow(count: number): void {
    while (this.rowOf.length < count) {
      this.cumulative.push(0);
      this.minimum.push(0);
      this.occurrences.push(0);
      this.innerIn.push(-1);
      this.rowOf.push(-1);
    }
  }
}
