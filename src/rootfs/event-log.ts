import { grow, roomFor } from '../bytes/grow.ts';
import { startOf, StringColumnBuilder } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode, type LayerTable } from '../layer/layer-table.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from './columns.ts';

const impliedMode = 0o755;
const firstCapacity = 4096;

type EventColumns = Omit<RootfsColumns, 'names' | 'parents'>;

/** Collects events in the order in which they happen, in the columns in which they stay. */
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
  private copies = new Int32Array(firstCapacity);
  private goneIn = new Int32Array(firstCapacity);
  private goneReasons = new Uint8Array(firstCapacity);

  /** The events that follow are those of the next layer. */
  startLayer(): void {
    this.layer++;
    this.layerStarts.push(this.count);
  }

  /** Makes sure that every node up to `count` has a place. */
  reserveNodes(count: number): void {
    const known = this.lastEvents.length;
    if (count <= known) return;
    this.lastEvents = grow(this.lastEvents, roomFor(count));
    this.lastEvents.fill(noEvent, known);
  }

  /** Adds what a row of the layer's table says, and gives the event's number. */
  addRow(node: number, kind: number, table: LayerTable, row: number): number {
    const { links } = table;
    const event = this.add(node, kind, table.types[row] as number);
    this.sizes[event] = table.sizes[row] as number;
    this.modes[event] = table.modes[row] as number;
    this.uids[event] = table.uids[row] as number;
    this.gids[event] = table.gids[row] as number;
    this.mtimes[event] = table.mtimes[row] as number;
    this.offsets[event] = table.offsets[row] as number;
    this.headerSizes[event] = table.headerSizes[row] as number;
    this.links.push(links.bytes, startOf(links, row), links.ends[row]);
    return event;
  }

  /** Adds a directory that no entry wrote, but that lies above one. */
  addImpliedDirectory(node: number, kind: number): void {
    const event = this.add(node, kind, EntryTypeCode.directory);
    this.modes[event] = impliedMode;
    this.links.pushEmpty();
  }

  /** Adds that the node, which was of this type, is no longer there. */
  addRemoval(node: number, type: number): void {
    this.add(node, ChangeKindCode.removed, type);
    this.links.pushEmpty();
  }

  private add(node: number, kind: number, type: number): number {
    const at = this.count++;
    if (at === this.nodes.length) this.grow(roomFor(at));
    this.previousEvents[at] = this.lastEvents[node] as number;
    this.lastEvents[node] = at;
    this.nodes[at] = node;
    this.layers[at] = this.layer;
    this.kinds[at] = kind;
    this.types[at] = type;
    this.copies[at] = noEvent;
    this.goneIn[at] = -1;
    return at;
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

  /** The events of so many nodes. Copies, because only exact arrays are small to send on. */
  finish(nodeCount: number): EventColumns {
    const { count, layer } = this;
    this.reserveNodes(nodeCount);
    return {
      layerCount: layer + 1,
      lastEvents: this.lastEvents.slice(0, nodeCount),
      previousEvents: this.previousEvents.slice(0, count),
      eventNodes: this.nodes.slice(0, count),
      layerStarts: Uint32Array.from([...this.layerStarts, count]),
      eventLayers: this.layers.slice(0, count),
      eventKinds: this.kinds.slice(0, count),
      eventTypes: this.types.slice(0, count),
      eventSizes: this.sizes.slice(0, count),
      eventModes: this.modes.slice(0, count),
      eventUids: this.uids.slice(0, count),
      eventGids: this.gids.slice(0, count),
      eventMtimes: this.mtimes.slice(0, count),
      eventOffsets: this.offsets.slice(0, count),
      eventHeaderSizes: this.headerSizes.slice(0, count),
      eventLinks: this.links.finish(),
      eventCopies: this.copies.slice(0, count),
      eventGoneIn: this.goneIn.slice(0, count),
      eventGoneReasons: this.goneReasons.slice(0, count),
    };
  }
}
