import { grow, roomFor, shrink } from '../bytes/grow.ts';
import { SparseColumnBuilder } from '../bytes/sparse-column.ts';
import { StringColumnBuilder } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode, type LayerTable } from '../layer/layer-table.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from './columns.ts';

const impliedMode = 0o755;
const firstCapacity = 4096;

type EventColumns = Omit<RootfsColumns, 'names' | 'parents'>;

/**
 * Collects events in the columns in which they stay: of each layer its rows, then the directories that they imply, then
 * what it removed, whiteouts of nothing last.
 */
export class EventLog {
  count = 0;
  /** The number of the layer whose events come now. */
  layer = -1;
  private readonly layerStarts: number[] = [];
  private lastEvents = new Int32Array(firstCapacity).fill(noEvent);
  private previousEvents = new Int32Array(firstCapacity);
  private nodes = new Int32Array(firstCapacity);
  private layers = new Uint32Array(firstCapacity);
  private kinds = new Uint8Array(firstCapacity);
  private types = new Uint8Array(firstCapacity);
  private sizes = new Float64Array(firstCapacity);
  private modes = new Uint16Array(firstCapacity);
  private uids = new Float64Array(firstCapacity);
  private gids = new Float64Array(firstCapacity);
  private mtimes = new Float64Array(firstCapacity);
  private offsets = new Float64Array(firstCapacity);
  private headerSizes = new Uint32Array(firstCapacity);
  private readonly links = new StringColumnBuilder();
  private readonly xattrs = new SparseColumnBuilder();
  private readonly devices = new SparseColumnBuilder();
  /** Directories implied so far in this layer, with the kinds of their changes. */
  private readonly implied = new Map<number, number>();
  private copies = new Int32Array(firstCapacity);
  private goneIn = new Int32Array(firstCapacity);
  private goneReasons = new Uint8Array(firstCapacity);

  /** The events that follow are those of the next layer. */
  startLayer(): void {
    this.layer++;
    this.layerStarts.push(this.count);
  }

  /** Nodes come in the order of their numbers, each before its first event. */
  addNode(node: number): void {
    if (node === this.lastEvents.length) this.lastEvents = grow(this.lastEvents, roomFor(node));
    this.lastEvents[node] = noEvent;
  }

  /**
   * Adds the first rows of the layer's table, one event for each of their nodes, column by column; gives the number of
   * the first. Each has to be noted by `happened` when its turn comes.
   */
  addRows(table: LayerTable, nodes: Int32Array): number {
    const first = this.count;
    const end = first + nodes.length;
    if (end > this.nodes.length) this.grow(roomFor(end));
    this.nodes.set(nodes, first);
    this.layers.fill(this.layer, first, end);
    this.types.set(table.types.subarray(0, nodes.length), first);
    this.sizes.set(table.sizes.subarray(0, nodes.length), first);
    this.modes.set(table.modes.subarray(0, nodes.length), first);
    this.uids.set(table.uids.subarray(0, nodes.length), first);
    this.gids.set(table.gids.subarray(0, nodes.length), first);
    this.mtimes.set(table.mtimes.subarray(0, nodes.length), first);
    this.offsets.set(table.offsets.subarray(0, nodes.length), first);
    this.headerSizes.set(table.headerSizes.subarray(0, nodes.length), first);
    this.links.append(table.links, nodes.length);
    this.xattrs.append(table.xattrs, first, nodes.length);
    this.devices.append(table.devices, first, nodes.length);
    this.copies.fill(noEvent, first, end);
    this.goneIn.fill(-1, first, end);
    this.count = end;
    return first;
  }

  /** The event of a row is now its node's last. */
  happened(event: number, node: number, kind: number): void {
    // What the entry says itself stands in place of what others implied before it.
    if (this.implied.size > 0) this.implied.delete(node);
    this.kinds[event] = kind;
    this.chain(event, node);
  }

  /** The event is about the root, which is there and a directory whatever an entry says. */
  ignore(event: number): void {
    this.types[event] = EntryTypeCode.directory;
    this.sizes[event] = 0;
    this.happened(event, 0, ChangeKindCode.modified);
  }

  /** A directory that no entry wrote, but that lies above one. */
  implyDirectory(node: number, kind: number): void {
    this.implied.set(node, kind);
  }

  /** Adds the directories that were implied, when all rows have happened. */
  addImplied(): void {
    for (const [node, kind] of this.implied) this.modes[this.add(node, kind, EntryTypeCode.directory)] = impliedMode;
    this.implied.clear();
  }

  /** Adds that the node, which was of this type, is no longer there. `removal`: RemovalCode. */
  addRemoval(node: number, type: number, removal: number): void {
    this.goneReasons[this.add(node, ChangeKindCode.removed, type)] = removal;
  }

  isLast(event: number, node: number): boolean {
    return this.lastEvents[node] === event;
  }

  private add(node: number, kind: number, type: number): number {
    const at = this.count++;
    if (at === this.nodes.length) this.grow(roomFor(at));
    this.chain(at, node);
    this.nodes[at] = node;
    this.layers[at] = this.layer;
    this.kinds[at] = kind;
    this.types[at] = type;
    this.copies[at] = noEvent;
    this.goneIn[at] = -1;
    this.links.pushEmpty();
    return at;
  }

  private chain(event: number, node: number): void {
    this.previousEvents[event] = this.lastEvents[node] as number;
    this.lastEvents[node] = event;
  }

  setCopy(event: number, copy: number): void {
    this.copies[event] = copy;
  }

  setGone(event: number, layer: number, reason: number): void {
    this.goneIn[event] = layer;
    this.goneReasons[event] = reason;
  }

  /** Bytes that the event's row stored. */
  sizeOf(event: number): Bytes {
    return this.sizes[event] as number;
  }

  private grow(capacity: number): void {
    this.previousEvents = grow(this.previousEvents, capacity);
    this.nodes = grow(this.nodes, capacity);
    this.layers = grow(this.layers, capacity);
    this.kinds = grow(this.kinds, capacity);
    this.types = grow(this.types, capacity);
    this.sizes = grow(this.sizes, capacity);
    this.modes = grow(this.modes, capacity);
    this.uids = grow(this.uids, capacity);
    this.gids = grow(this.gids, capacity);
    this.mtimes = grow(this.mtimes, capacity);
    this.offsets = grow(this.offsets, capacity);
    this.headerSizes = grow(this.headerSizes, capacity);
    this.copies = grow(this.copies, capacity);
    this.goneIn = grow(this.goneIn, capacity);
    this.goneReasons = grow(this.goneReasons, capacity);
  }

  /** The events of so many nodes. Exact arrays, because only those are small to send on; nothing can be added any more. */
  finish(nodeCount: number): EventColumns {
    const { count, layer } = this;
    return {
      layerCount: layer + 1,
      lastEvents: shrink(this.lastEvents, nodeCount),
      previousEvents: shrink(this.previousEvents, count),
      eventNodes: shrink(this.nodes, count),
      layerStarts: Uint32Array.from([...this.layerStarts, count]),
      eventLayers: shrink(this.layers, count),
      eventKinds: shrink(this.kinds, count),
      eventTypes: shrink(this.types, count),
      eventSizes: shrink(this.sizes, count),
      eventModes: shrink(this.modes, count),
      eventUids: shrink(this.uids, count),
      eventGids: shrink(this.gids, count),
      eventMtimes: shrink(this.mtimes, count),
      eventOffsets: shrink(this.offsets, count),
      eventHeaderSizes: shrink(this.headerSizes, count),
      eventLinks: this.links.finish(),
      eventXattrs: this.xattrs.finish(),
      eventDevices: this.devices.finish(),
      eventCopies: shrink(this.copies, count),
      eventGoneIn: shrink(this.goneIn, count),
      eventGoneReasons: shrink(this.goneReasons, count),
    };
  }
}
