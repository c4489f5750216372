// In which layers a path still has entries, once it is decided which of them stay.
import type { KeptEntries } from './kept-entries.ts';

const never = 0x7fffffff;

export class KeptLayers {
  /** By node: the lowest layer that has an entry of it which stays, or of anything below it. */
  private readonly lowest: Int32Array;
  /** The same of what is below it alone. */
  private readonly lowestBelow: Int32Array;
  /** The highest that has one of anything below it; -1 where none has. */
  private readonly highestBelow: Int32Array;

  constructor({ kept, columns, squash, squashedStart }: KeptEntries) {
    const { eventNodes, eventLayers, parents } = columns;
    this.lowest = new Int32Array(parents.length).fill(never);
    this.lowestBelow = new Int32Array(parents.length).fill(never);
    this.highestBelow = new Int32Array(parents.length).fill(-1);
    const highest = new Int32Array(parents.length).fill(-1);
    // Events come in the order of layers.
    for (let event = 0; event < kept.length; event++) {
      if (kept[event] === 0) continue;
      const layer = eventLayers[event] as number;
      const node = event < squashedStart ? (eventNodes[event] as number) : squash!.nodeOf(event);
      highest[node] = layer;
      if (this.lowest[node] === never) this.lowest[node] = layer;
    }
    this.takeUp(parents, highest);
  }

  /** Whether a layer below has an entry of the node or of anything below it. */
  isBelow(layer: number, node: number): boolean {
    return (this.lowest[node] as number) < layer;
  }

  /** The same of what is below the node alone. */
  hasContentsBelow(layer: number, directory: number): boolean {
    return (this.lowestBelow[directory] as number) < layer;
  }

  /** Whether a layer, or one above it, has an entry of anything below the node. */
  hasContentsSince(layer: number, directory: number): boolean {
    return (this.highestBelow[directory] as number) >= layer;
  }

  private takeUp(parents: Int32Array, highest: Int32Array): void {
    const { lowest, lowestBelow, highestBelow } = this;
    // A parent has a smaller number than its children.
    for (let node = parents.length - 1; node > 0; node--) {
      const parent = parents[node] as number;
      lowest[node] = Math.min(lowest[node] as number, lowestBelow[node] as number);
      lowestBelow[parent] = Math.min(lowestBelow[parent] as number, lowest[node] as number);
      const most = Math.max(highest[node] as number, highestBelow[node] as number);
      highestBelow[parent] = Math.max(highestBelow[parent] as number, most);
    }
  }
}
