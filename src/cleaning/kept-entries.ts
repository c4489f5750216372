// Which entries stay, and which of those that the user removes have to.
import type { InPieces } from '../bytes/in-pieces.ts';
import { bytesAt } from '../bytes/string-column.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../rootfs/columns.ts';
import { NodeFinder } from '../rootfs/node-finder.ts';
import { Rootfs } from '../rootfs/rootfs.ts';
import type { Cleaning } from './cleaning.ts';
import { eventBefore } from './event-before.ts';
import { isDirectory, isEntry } from './is-entry.ts';
import { oddityOf, type Oddity } from './oddity.ts';
import { SquashPlan } from './squash-plan.ts';

export class KeptEntries {
  /** By event: 1 where its entry stays. */
  readonly kept: Uint8Array;
  /** Names that were to go and had to stay, as a hard link elsewhere shows their contents. */
  readonly heldBack = new Set<number>();
  /** Events that go, and no whiteout comes in their place. */
  readonly unhidden = new Set<number>();
  readonly rootfs: Rootfs;
  readonly finder: NodeFinder;
  /** Why no hidden file goes, and no layers are made one; null where nothing is odd. */
  readonly oddity: Oddity | null;
  /** Of the layers that are made one; null where each stays a layer of its own. */
  readonly squash: SquashPlan | null;
  /** By node: 1 at and below what the user removes. */
  private readonly inside: Uint8Array;
  /** Events that stored contents which the user removes. */
  private readonly contents: ReadonlySet<number>;
  /** Events of what such contents had replaced in their own layer, where no whiteout can hide it. */
  private readonly replaced = new Set<number>();

  constructor(
    readonly columns: RootfsColumns,
    private readonly cleaning: Cleaning,
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
  }

  /** Decides, once. */
  *inPieces(): InPieces<void> {
    this.keepShown();
    this.dropReplaced();
    yield;
    this.keepTargets();
    yield;
    this.keepSquashed();
  }

  /** At or below what the user removes. */
  isInside(node: number): boolean {
    return this.inside[node] === 1;
  }

  /** By the user. */
  isRemoved(event: number): boolean {
    const { eventNodes, eventCopies } = this.columns;
    return this.isInside(eventNodes[event] as number) || this.contents.has(eventCopies[event] as number);
  }

  /** Where the events begin of layers that are made one: what they need of others, they get. */
  get squashedStart(): number {
    return this.squash ? (this.columns.layerStarts[this.squash.from] as number) : this.kept.length;
  }

  private keepShown(): void {
    const { columns, kept, cleaning } = this;
    const showing = cleaning.hidden && this.oddity === null ? showingEvents(columns) : null;
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
    const { columns } = this;
    for (const node of this.rootfs.subtree(top)) {
      for (let event = eventBefore(columns, node, end); event >= start; event = eventBefore(columns, node, event)) {
        if (this.kept[event] === 0) continue;
        this.kept[event] = 0;
        this.replaced.add(event);
      }
    }
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
      const target = eventBefore(this.columns, this.finder.find(bytesAt(eventLinks, event)), event);
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

  private keepSquashed(): void {
    const { squash, kept } = this;
    for (let event = this.squashedStart; event < kept.length; event++) kept[event] = Number(squash?.writes(event));
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
