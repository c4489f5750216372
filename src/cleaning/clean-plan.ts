// Which entries of which layers stay, so that what the last layer shows is the same but for what the user removes.
import { whole, type InPieces } from '../bytes/in-pieces.ts';
import { bytesAt } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { pathBytes } from '../paths/path-tree.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../rootfs/columns.ts';
import { NodeFinder } from '../rootfs/node-finder.ts';
import { Rootfs } from '../rootfs/rootfs.ts';
import { isDirectory, isEntry } from './is-entry.ts';
import { oddityOf, type Oddity } from './oddity.ts';
import { SquashPlan } from './squash-plan.ts';

/** What is taken out of an image. */
export interface Cleaning {
  /** Files of which the last layer shows nothing: overwritten or deleted above. */
  readonly hidden: boolean;
  /** Events that stored contents: these go, under every name that shows them. */
  readonly contents: ReadonlySet<number>;
  /** Nodes that go from every layer, with all that is below them. */
  readonly paths: ReadonlySet<number>;
  /** The first of the layers that are made one, to the last; null or nothing where each stays a layer of its own. */
  readonly squashFrom?: number | null;
}

/** What of a layer is left out. */
export interface LayerCut {
  readonly entries: number;
  /** Contents of files. */
  readonly bytes: Bytes;
}

/** Of all layers together. */
export function sumOfCuts(cuts: readonly LayerCut[]): { entries: number; bytes: Bytes } {
  return cuts.reduce((sum, { entries, bytes }) => ({ entries: sum.entries + entries, bytes: sum.bytes + bytes }), {
    entries: 0,
    bytes: 0,
  });
}

const never = 0x7fffffff;

export class CleanPlan {
  /** By event: 1 where its entry stays. */
  readonly kept: Uint8Array;
  /** Names that were to go and had to stay, as a hard link elsewhere shows their contents. */
  readonly heldBack = new Set<number>();
  readonly finder: NodeFinder;
  private readonly rootfs: Rootfs;
  /** Why no hidden file goes, and no layers are made one; null where nothing is odd. */
  readonly oddity: Oddity | null;
  /** Of the layers that are made one; null where each stays a layer of its own. */
  readonly squash: SquashPlan | null;
  /** By node: the lowest layer that has an entry of it which stays, and of anything below it. */
  private readonly lowest: Int32Array;
  private readonly lowestBelow: Int32Array;
  /** The highest that has one of anything below it; -1 where none has. */
  private readonly highestBelow: Int32Array;
  /** By node: 1 at and below what the user removes. */
  private readonly inside: Uint8Array;
  /** Events that stored contents which the user removes. */
  private readonly contents: ReadonlySet<number>;
  /** Events of what such contents had replaced in their own layer, where no whiteout can hide it. */
  private readonly replaced = new Set<number>();
  /** Events that go, and no whiteout comes in their place. */
  private readonly unhidden = new Set<number>();

  private constructor(
    readonly columns: RootfsColumns,
    cleaning: Cleaning,
  ) {
    this.rootfs = new Rootfs(columns);
    this.finder = new NodeFinder(this.rootfs);
    this.oddity = oddityOf(columns);
    this.kept = new Uint8Array(columns.eventNodes.length);
    this.inside = nodesWithin(columns, cleaning.paths);
    this.contents = cleaning.contents;
    const from = this.oddity === null ? (cleaning.squashFrom ?? null) : null;
    const isInside = (node: number): boolean => this.isInside(node);
    this.squash = from === null ? null : new SquashPlan(columns, this.finder, from, cleaning, isInside);
    this.lowest = new Int32Array(columns.parents.length).fill(never);
    this.lowestBelow = new Int32Array(columns.parents.length).fill(never);
    this.highestBelow = new Int32Array(columns.parents.length).fill(-1);
  }

  /** There may be a million nodes: a page makes the plan in turns. */
  static *inPieces(columns: RootfsColumns, cleaning: Cleaning): InPieces<CleanPlan> {
    const plan = new CleanPlan(columns, cleaning);
    yield;
    plan.keepEntries(cleaning);
    plan.dropReplaced();
    yield;
    plan.keepTargets();
    yield;
    plan.keepSquashed();
    plan.findLowest();
    return plan;
  }

  static of(columns: RootfsColumns, cleaning: Cleaning): CleanPlan {
    return whole(CleanPlan.inPieces(columns, cleaning));
  }

  pathOf(node: number): Uint8Array {
    return pathBytes(this.columns.names, this.columns.parents, node);
  }

  /** Whether a layer's whiteout of a node still hides something. */
  hides(node: number, layer: number): boolean {
    return node >= 0 && (this.lowest[node] as number) < layer;
  }

  /** The same of an opaque mark in a directory, which itself stays. */
  hidesBelow(directory: number, layer: number): boolean {
    return directory >= 0 && (this.lowestBelow[directory] as number) < layer;
  }

  /**
   * What the user removes of a layer, and under which something that stays would show again: a whiteout is to stand there instead.
   * By the place of its entry in the layer's tar, the node.
   */
  replacedOffsets(layer: number): ReadonlyMap<Bytes, number> {
    const { layerStarts, eventNodes, eventOffsets, eventKinds } = this.columns;
    const start = layerStarts[layer] as number;
    const end = layerStarts[layer + 1] ?? this.kept.length;
    const replaced = new Map<Bytes, number>();
    for (let event = start; event < end; event++) {
      const node = eventNodes[event] as number;
      const isGone = this.kept[event] === 0 && this.isRemoved(event) && !this.unhidden.has(event);
      const isHiding = isEntry(this.columns, event) && !isDirectory(this.columns, event) && this.hides(node, layer);
      // Where a layer has a path twice, the last one counts.
      if (!isGone || !isHiding || !this.rootfs.isLastInLayer(event)) continue;
      const below = this.eventBefore(node, start);
      const isShown = below !== noEvent && eventKinds[below] !== ChangeKindCode.removed;
      if (isShown) replaced.set(eventOffsets[event] as number, node);
    }
    return replaced;
  }

  /** What the one layer has to take away of those below it; nodes. */
  squashedWhiteouts(): number[] {
    const { squash } = this;
    return squash ? squash.whiteouts((node) => (this.lowest[node] as number) < squash.from) : [];
  }

  /** Directories that no entry describes, and that only entries which go had implied; nodes, parents first. */
  impliedOnly(layer: number): number[] {
    const { layerStarts, eventNodes, lastEvents } = this.columns;
    const end = layerStarts[layer + 1] ?? this.kept.length;
    const nodes: number[] = [];
    for (let event = layerStarts[layer] as number; event < end; event++) {
      const node = eventNodes[event] as number;
      if (!isDirectory(this.columns, event) || isEntry(this.columns, event)) continue;
      // Where it was implied once more, the last one stands for all.
      if (lastEvents[node] === event && (this.highestBelow[node] as number) < layer && !this.isInside(node))
        nodes.push(node);
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

  private keepEntries({ hidden }: Cleaning): void {
    const { columns, kept } = this;
    const showing = hidden && this.oddity === null ? showingEvents(columns) : null;
    for (let event = 0; event < kept.length; event++) {
      if (!isEntry(columns, event) || this.isRemoved(event)) continue;
      if (columns.eventNodes[event] === 0 || !showing || showing[event] === 1) kept[event] = 1;
    }
  }

  private dropReplaced(): void {
    const { eventLayers, eventNodes, eventCopies, layerStarts } = this.columns;
    if (this.contents.size === 0) return;
    for (let event = 0; event < this.kept.length; event++) {
      if (!isEntry(this.columns, event) || !this.contents.has(eventCopies[event] as number)) continue;
      const start = layerStarts[eventLayers[event] as number] as number;
      this.dropWithin(eventNodes[event] as number, start, event);
    }
  }

  /** What a node, and all below it, has of some events. */
  private dropWithin(top: number, start: number, end: number): void {
    for (const node of this.rootfs.subtree(top)) {
      for (let event = this.eventBefore(node, end); event >= start; event = this.eventBefore(node, event)) {
        if (this.kept[event] === 0) continue;
        this.kept[event] = 0;
        this.replaced.add(event);
      }
    }
  }

  /** By the user. */
  private isRemoved(event: number): boolean {
    const { eventNodes, eventCopies } = this.columns;
    return this.isInside(eventNodes[event] as number) || this.contents.has(eventCopies[event] as number);
  }

  /**
   * A hard link needs the entry that it names, hidden or not; and that, what hides it. Where the user removes that, a whiteout
   * does.
   */
  private keepTargets(): void {
    const { eventTypes, eventLinks, eventNodes, eventLayers, eventCopies } = this.columns;
    const isLink = (event: number): boolean => eventTypes[event] === EntryTypeCode.hardlink;
    const waiting: number[] = [];
    const keep = (event: number): void => {
      if (event >= this.squashedStart || this.kept[event] === 1 || this.contents.has(eventCopies[event] as number))
        return;
      this.kept[event] = 1;
      const isHeldBack = this.isInside(eventNodes[event] as number) || this.replaced.has(event);
      if (isHeldBack) this.heldBack.add(eventNodes[event] as number);
      waiting.push(event);
    };
    for (let event = 0; event < this.squashedStart; event++)
      if (this.kept[event] === 1 && isLink(event)) waiting.push(event);
    for (let event = waiting.pop(); event !== undefined; event = waiting.pop()) {
      // One that leads nowhere, or to what is no file, needs nothing.
      if (!isLink(event) || eventCopies[event]! < 0) continue;
      const target = this.eventBefore(this.finder.find(bytesAt(eventLinks, event)), event);
      if (target === noEvent || eventCopies[target] !== eventCopies[event]) continue;
      keep(target);
      for (const other of this.hiding(target)) {
        // A whiteout in the layer of the link would hide from it what it names.
        const isBeside = eventLayers[other] === eventLayers[event];
        if (isBeside && this.contents.has(eventCopies[other] as number)) this.leaveShown(other, target);
        else if (isBeside || !(this.isRemoved(other) || this.replaced.has(other))) keep(other);
      }
    }
  }

  private leaveShown(hiding: number, target: number): void {
    this.unhidden.add(hiding);
    this.heldBack.add(this.columns.eventNodes[target] as number);
  }

  /** What took its place, or that of a directory that it lies in: no mark says what that hides. */
  private *hiding(entry: number): Generator<number> {
    const { parents, eventNodes, lastEvents, previousEvents } = this.columns;
    for (let node = eventNodes[entry] as number; node > 0; node = parents[node] as number) {
      for (let event = lastEvents[node] as number; event > entry; event = previousEvents[event] as number) {
        if (isEntry(this.columns, event) && !isDirectory(this.columns, event)) yield event;
      }
    }
  }

  /** Where the events begin of layers that are made one: what they need of others, they get. */
  private get squashedStart(): number {
    return this.squash ? (this.columns.layerStarts[this.squash.from] as number) : this.kept.length;
  }

  private keepSquashed(): void {
    const { squash, kept } = this;
    for (let event = this.squashedStart; event < kept.length; event++) kept[event] = Number(squash?.writes(event));
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
    const { kept, lowest, lowestBelow, highestBelow } = this;
    const { eventNodes, eventLayers, parents } = this.columns;
    const highest = new Int32Array(parents.length).fill(-1);
    // Events come in the order of layers.
    for (let event = 0; event < kept.length; event++) {
      if (kept[event] === 0) continue;
      const layer = eventLayers[event] as number;
      const node = event < this.squashedStart ? (eventNodes[event] as number) : this.squash!.nodeOf(event);
      highest[node] = layer;
      if (lowest[node] === never) lowest[node] = layer;
    }
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
function showingEvents(columns: RootfsColumns): Uint8Array {
  const { lastEvents, previousEvents, eventTypes, eventKinds } = columns;
  const showing = new Uint8Array(eventTypes.length);
  for (let node = 1; node < lastEvents.length; node++) {
    let event = lastEvents[node] as number;
    if (event !== noEvent && eventKinds[event] !== ChangeKindCode.removed) showing[event] = 1;
    for (; event !== noEvent && isDirectory(columns, event); event = previousEvents[event] as number) {
      showing[event] = 1;
      // One is implied where none is: what was there before is gone.
      if (!isEntry(columns, event)) break;
    }
  }
  return showing;
}
