// Which entries of which layers stay, so that what the last layer shows is the same but for what the user removes.
import { whole, type InPieces } from '../bytes/in-pieces.ts';
import { bytesAt } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../rootfs/columns.ts';
import { NodeFinder } from '../rootfs/node-finder.ts';

/** What is taken out of an image. */
export interface Cleaning {
  /** Files of which the last layer shows nothing: overwritten or deleted above. */
  readonly hidden: boolean;
  /** Events that stored contents: these go, under every name that shows them. */
  readonly contents: ReadonlySet<number>;
  /** Nodes that go from every layer, with all that is below them. */
  readonly paths: ReadonlySet<number>;
}

/** What of a layer is left out. */
export interface LayerCut {
  readonly entries: number;
  /** Contents of files. */
  readonly bytes: Bytes;
}

const never = 0x7fffffff;

/** Whether an event stands for an entry of a tar, and not for a directory that is implied, nor for a removal. */
const isEntry = ({ eventKinds, eventHeaderSizes, eventTypes }: RootfsColumns, event: number): boolean =>
  eventKinds[event] !== ChangeKindCode.removed &&
  (eventTypes[event] === EntryTypeCode.file || (eventHeaderSizes[event] as number) > 0);

export class CleanPlan {
  /** By event: 1 where its entry stays. */
  readonly kept: Uint8Array;
  /** Names below a removed path that had to stay, as a hard link elsewhere shows their contents. */
  readonly heldBack: number[] = [];
  readonly finder: NodeFinder;
  /** By node: the lowest layer that has an entry of it which stays, and of anything below it. */
  private readonly lowest: Int32Array;
  private readonly lowestBelow: Int32Array;
  /** By node: 1 at and below what the user removes. */
  private readonly inside: Uint8Array;

  private constructor(
    readonly columns: RootfsColumns,
    cleaning: Cleaning,
  ) {
    this.finder = new NodeFinder(columns);
    this.kept = new Uint8Array(columns.eventNodes.length);
    this.inside = nodesWithin(columns, cleaning.paths);
    this.lowest = new Int32Array(columns.parents.length).fill(never);
    this.lowestBelow = new Int32Array(columns.parents.length).fill(never);
  }

  /** There may be a million nodes: a page makes the plan in turns. */
  static *inPieces(columns: RootfsColumns, cleaning: Cleaning): InPieces<CleanPlan> {
    const plan = new CleanPlan(columns, cleaning);
    yield;
    plan.keepEntries(cleaning);
    yield;
    plan.keepTargets(cleaning);
    yield;
    plan.findLowest();
    return plan;
  }

  static of(columns: RootfsColumns, cleaning: Cleaning): CleanPlan {
    return whole(CleanPlan.inPieces(columns, cleaning));
  }

  /** Whether a layer's whiteout of a node still hides something. */
  hides(node: number, layer: number): boolean {
    return node >= 0 && (this.lowest[node] as number) < layer;
  }

  /** The same of an opaque mark in a directory, which itself stays. */
  hidesBelow(directory: number, layer: number): boolean {
    return directory >= 0 && (this.lowestBelow[directory] as number) < layer;
  }

  /** Directories that no entry describes, and that only entries which go had implied; nodes, parents first. */
  impliedOnly(layer: number): number[] {
    const { layerStarts, eventNodes, eventTypes, eventKinds, lastEvents } = this.columns;
    const end = layerStarts[layer + 1] ?? this.kept.length;
    const nodes: number[] = [];
    for (let event = layerStarts[layer] as number; event < end; event++) {
      const node = eventNodes[event] as number;
      if (eventKinds[event] === ChangeKindCode.removed || eventTypes[event] !== EntryTypeCode.directory) continue;
      // Where it was implied once more, the last one stands for all.
      if (lastEvents[node] === event && this.lowest[node] === never && !this.isInside(node)) nodes.push(node);
    }
    return nodes.sort((a, b) => a - b);
  }

  /** By layer. */
  cuts(): LayerCut[] {
    const { eventLayers, eventSizes, layerCount } = this.columns;
    const cuts = Array.from({ length: layerCount }, () => ({ entries: 0, bytes: 0 }));
    for (let event = 0; event < this.kept.length; event++) {
      if (!isEntry(this.columns, event) || this.kept[event] === 1) continue;
      const cut = cuts[eventLayers[event] as number]!;
      cut.entries++;
      cut.bytes += eventSizes[event] as number;
    }
    return cuts;
  }

  /** Offsets in a layer's tar of the entries that go, in order. */
  droppedOffsets(layer: number): Float64Array {
    const { layerStarts, eventOffsets } = this.columns;
    const end = layerStarts[layer + 1] ?? this.kept.length;
    const offsets: number[] = [];
    for (let event = layerStarts[layer] as number; event < end; event++) {
      if (this.kept[event] === 0 && isEntry(this.columns, event)) offsets.push(eventOffsets[event] as number);
    }
    return Float64Array.from(offsets).sort();
  }

  private keepEntries({ hidden, contents }: Cleaning): void {
    const { columns, kept } = this;
    const { eventNodes, eventCopies } = columns;
    const showing = hidden ? showingEvents(columns) : null;
    for (let event = 0; event < kept.length; event++) {
      const node = eventNodes[event] as number;
      if (!isEntry(columns, event)) continue;
      const isRemoved = this.isInside(node) || contents.has(eventCopies[event] as number);
      if (!isRemoved && (node === 0 || !showing || showing[event] === 1)) kept[event] = 1;
    }
  }

  /** A hard link needs the entry that it names, hidden or not. */
  private keepTargets({ contents }: Cleaning): void {
    const { columns, kept } = this;
    const { eventTypes, eventLinks, eventNodes, eventCopies } = columns;
    // Targets stand before their links.
    for (let event = kept.length - 1; event >= 0; event--) {
      if (kept[event] === 0 || eventTypes[event] !== EntryTypeCode.hardlink) continue;
      const target = this.eventBefore(this.finder.find(bytesAt(eventLinks, event)), event);
      if (target === noEvent || kept[target] === 1 || contents.has(eventCopies[target] as number)) continue;
      if (!isEntry(columns, target)) continue;
      kept[target] = 1;
      if (this.isInside(eventNodes[target] as number)) this.heldBack.push(eventNodes[target] as number);
    }
  }

  private isInside(node: number): boolean {
    return this.inside[node] === 1;
  }

  /** The last event of a node that comes before another. */
  private eventBefore(node: number, other: number): number {
    if (node < 0) return noEvent;
    const { lastEvents, previousEvents } = this.columns;
    let event = lastEvents[node] as number;
    while (event >= other) event = previousEvents[event] as number;
    return event;
  }

  private findLowest(): void {
    const { kept, lowest, lowestBelow } = this;
    const { eventNodes, eventLayers, parents } = this.columns;
    for (let event = kept.length - 1; event >= 0; event--) {
      if (kept[event] === 1) lowest[eventNodes[event] as number] = eventLayers[event] as number;
    }
    // A parent has a smaller number than its children.
    for (let node = parents.length - 1; node > 0; node--) {
      const parent = parents[node] as number;
      lowest[node] = Math.min(lowest[node] as number, lowestBelow[node] as number);
      lowestBelow[parent] = Math.min(lowestBelow[parent] as number, lowest[node] as number);
    }
  }
}

function nodesWithin({ parents }: RootfsColumns, roots: ReadonlySet<number>): Uint8Array {
  const inside = new Uint8Array(parents.length);
  if (roots.size === 0) return inside;
  for (let node = 0; node < parents.length; node++) {
    inside[node] = Number(roots.has(node) || (node > 0 && inside[parents[node] as number] === 1));
  }
  return inside;
}

/**
 * By event: 1 where the last layer still shows something of it: the last of a node's, and of a directory that was written
 * again all since it is there.
 */
function showingEvents({ lastEvents, previousEvents, eventTypes, eventKinds }: RootfsColumns): Uint8Array {
  const showing = new Uint8Array(eventTypes.length);
  for (let node = 1; node < lastEvents.length; node++) {
    let event = lastEvents[node] as number;
    if (event === noEvent || eventKinds[event] === ChangeKindCode.removed) continue;
    showing[event] = 1;
    while (event !== noEvent && eventTypes[event] === EntryTypeCode.directory) {
      if (eventKinds[event] === ChangeKindCode.removed) break;
      showing[event] = 1;
      event = previousEvents[event] as number;
    }
  }
  return showing;
}
