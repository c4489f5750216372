import { grow } from '../bytes/grow.ts';
import { startOf, StringColumnBuilder, type StringColumn } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import type { PathTree } from '../paths/path-tree.ts';
import { ChangeKindCode, type RootfsColumns } from './columns.ts';

export interface RootfsEvent {
  node: number;
  layer: number;
  kind: number;
  type: number;
  size: Bytes;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
  link: Uint8Array;
}

const firstCapacity = 1024;
const noBytes = new Uint8Array(0);

/** Collects events in the order they happen; `finish` sorts them by node. */
export class EventLog {
  count = 0;
  private nodes = new Int32Array(firstCapacity);
  private layers = new Uint32Array(firstCapacity);
  private kinds = new Uint8Array(firstCapacity);
  private types = new Uint8Array(firstCapacity);
  private sizes = new Float64Array(firstCapacity);
  private modes = new Uint16Array(firstCapacity);
  private uids = new Float64Array(firstCapacity);
  private gids = new Float64Array(firstCapacity);
  private mtimes = new Float64Array(firstCapacity);
  private readonly links = new StringColumnBuilder();
  private copies = new Int32Array(firstCapacity);
  private goneIn = new Int32Array(firstCapacity);
  private goneReasons = new Uint8Array(firstCapacity);

  /** Adds an event and gives its number. */
  add(event: RootfsEvent): number {
    const at = this.count++;
    if (at === this.nodes.length) this.grow(at * 2);
    this.nodes[at] = event.node;
    this.layers[at] = event.layer;
    this.kinds[at] = event.kind;
    this.types[at] = event.type;
    this.sizes[at] = event.size;
    this.modes[at] = event.mode;
    this.uids[at] = event.uid;
    this.gids[at] = event.gid;
    this.mtimes[at] = event.mtime;
    this.links.push(event.link);
    this.copies[at] = -1;
    this.goneIn[at] = -1;
    return at;
  }

  addRemoval(node: number, layer: number, type: number): void {
    this.add({
      node,
      layer,
      kind: ChangeKindCode.removed,
      type,
      size: 0,
      mode: 0,
      uid: 0,
      gid: 0,
      mtime: 0,
      link: noBytes,
    });
  }

  setCopy(event: number, copy: number): void {
    this.copies[event] = copy;
  }

  setGone(event: number, layer: number, reason: number): void {
    this.goneIn[event] = layer;
    this.goneReasons[event] = reason;
  }

  sizeOf(event: number): Bytes {
    return this.sizes[event] as number;
  }

  private grow(capacity: number): void {
    this.nodes = grow(this.nodes, capacity);
    this.layers = grow(this.layers, capacity);
    this.kinds = grow(this.kinds, capacity);
    this.types = grow(this.types, capacity);
    this.sizes = grow(this.sizes, capacity);
    this.modes = grow(this.modes, capacity);
    this.uids = grow(this.uids, capacity);
    this.gids = grow(this.gids, capacity);
    this.mtimes = grow(this.mtimes, capacity);
    this.copies = grow(this.copies, capacity);
    this.goneIn = grow(this.goneIn, capacity);
    this.goneReasons = grow(this.goneReasons, capacity);
  }

  finish(layerCount: number, { names, parents }: ReturnType<PathTree['finish']>): RootfsColumns {
    const { count, nodes } = this;
    const eventStarts = new Uint32Array(parents.length + 1);
    for (let event = 0; event < count; event++) eventStarts[(nodes[event] as number) + 1]! += 1;
    for (let node = 0; node < parents.length; node++) eventStarts[node + 1]! += eventStarts[node]!;
    // A counting sort keeps the order of layers inside a node.
    const next = eventStarts.slice();
    const order = new Uint32Array(count);
    for (let event = 0; event < count; event++) order[next[nodes[event] as number]!++] = event;
    const placeOf = new Int32Array(count);
    for (let place = 0; place < count; place++) placeOf[order[place] as number] = place;
    const copies = sortedInto(new Int32Array(count), this.copies, order);
    for (let place = 0; place < count; place++)
      if (copies[place]! >= 0) copies[place] = placeOf[copies[place]!] as number;
    const sorted = <T extends NumberArray>(target: T, source: NumberArray): T => sortedInto(target, source, order);
    return {
      layerCount,
      names,
      parents,
      eventStarts,
      eventLayers: sorted(new Uint32Array(count), this.layers),
      eventKinds: sorted(new Uint8Array(count), this.kinds),
      eventTypes: sorted(new Uint8Array(count), this.types),
      eventSizes: sorted(new Float64Array(count), this.sizes),
      eventModes: sorted(new Uint16Array(count), this.modes),
      eventUids: sorted(new Float64Array(count), this.uids),
      eventGids: sorted(new Float64Array(count), this.gids),
      eventMtimes: sorted(new Float64Array(count), this.mtimes),
      eventLinks: reorder(this.links.finish(), order),
      eventCopies: copies,
      eventGoneIn: sorted(new Int32Array(count), this.goneIn),
      eventGoneReasons: sorted(new Uint8Array(count), this.goneReasons),
    };
  }
}

interface NumberArray {
  [index: number]: number;
}

function sortedInto<T extends NumberArray>(target: T, source: NumberArray, order: Uint32Array): T {
  for (let place = 0; place < order.length; place++) target[place] = source[order[place] as number] as number;
  return target;
}

function reorder(column: StringColumn, order: Uint32Array): StringColumn {
  const bytes = new Uint8Array(column.bytes.length);
  const ends = new Uint32Array(order.length);
  let end = 0;
  for (let place = 0; place < order.length; place++) {
    const item = order[place] as number;
    const part = column.bytes.subarray(startOf(column, item), column.ends[item]);
    bytes.set(part, end);
    end += part.length;
    ends[place] = end;
  }
  return { bytes, ends };
}
