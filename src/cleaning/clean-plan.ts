// Which entries of which layers stay, so that what the last layer shows is the same but for what the user removes.
import { whole, type InPieces } from '../bytes/in-pieces.ts';
import type { Bytes } from '../bytes/units.ts';
import { pathBytes } from '../paths/path-tree.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../rootfs/columns.ts';
import type { NodeFinder } from '../rootfs/node-finder.ts';
import type { Cleaning } from './cleaning.ts';
import { eventBefore } from './event-before.ts';
import { isDirectory, isEntry } from './is-entry.ts';
import { KeptEntries } from './kept-entries.ts';
import { KeptLayers } from './kept-layers.ts';
import type { LayerCut } from './layer-cut.ts';
import type { Oddity } from './oddity.ts';
import type { SquashPlan } from './squash-plan.ts';

export class CleanPlan {
  readonly columns: RootfsColumns;
  /** By event: 1 where its entry stays. */
  readonly kept: Uint8Array;
  /** Names that were to go and had to stay, as a hard link elsewhere shows their contents. */
  readonly heldBack: ReadonlySet<number>;
  readonly finder: NodeFinder;
  /** Why no hidden file goes, and no layers are made one; null where nothing is odd. */
  readonly oddity: Oddity | null;
  /** Of the layers that are made one; null where each stays a layer of its own. */
  readonly squash: SquashPlan | null;
  private readonly layers: KeptLayers;

  private constructor(private readonly entries: KeptEntries) {
    this.columns = entries.columns;
    this.kept = entries.kept;
    this.heldBack = entries.heldBack;
    this.finder = entries.finder;
    this.oddity = entries.oddity;
    this.squash = entries.squash;
    this.layers = new KeptLayers(entries);
  }

  /** There may be a million nodes: a page makes the plan in turns. */
  static *inPieces(columns: RootfsColumns, cleaning: Cleaning): InPieces<CleanPlan> {
    const entries = new KeptEntries(columns, cleaning);
    yield;
    yield* entries.inPieces();
    return new CleanPlan(entries);
  }

  static of(columns: RootfsColumns, cleaning: Cleaning): CleanPlan {
    return whole(CleanPlan.inPieces(columns, cleaning));
  }

  pathOf(node: number): Uint8Array {
    return pathBytes(this.columns.names, this.columns.parents, node);
  }

  /** Whether a layer's whiteout of a node still hides something. */
  hides(node: number, layer: number): boolean {
    return node >= 0 && this.layers.isBelow(layer, node);
  }

  /** The same of an opaque mark in a directory, which itself stays. */
  hidesBelow(directory: number, layer: number): boolean {
    return directory >= 0 && this.layers.hasContentsBelow(layer, directory);
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
      const isGone = this.kept[event] === 0 && this.entries.isRemoved(event) && !this.entries.unhidden.has(event);
      const isHiding = isEntry(this.columns, event) && !isDirectory(this.columns, event) && this.hides(node, layer);
      // Where a layer has a path twice, the last one counts.
      if (!isGone || !isHiding || !this.entries.rootfs.isLastInLayer(event)) continue;
      const below = eventBefore(this.columns, node, start);
      const isShown = below !== noEvent && eventKinds[below] !== ChangeKindCode.removed;
      if (isShown) replaced.set(eventOffsets[event] as number, node);
    }
    return replaced;
  }

  /** What the one layer has to take away of those below it; nodes. */
  squashedWhiteouts(): number[] {
    const { squash } = this;
    return squash ? squash.whiteouts((node) => this.layers.isBelow(squash.from, node)) : [];
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
      const isLast = lastEvents[node] === event;
      if (isLast && !this.layers.hasContentsSince(layer, node) && !this.entries.isInside(node)) nodes.push(node);
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
}
