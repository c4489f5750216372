import { bytesColumn, float64Column, int32Column, uint16Column, uint32Column } from '../bytes/growable.ts';
import { startOf, StringColumnBuilder, type StringColumn } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
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

/** Collects events in the order they happen; `finish` sorts them by node. */
export class EventLog {
  private readonly nodes = int32Column();
  private readonly layers = uint32Column();
  private readonly kinds = bytesColumn();
  private readonly types = bytesColumn();
  private readonly sizes = float64Column();
  private readonly modes = uint16Column();
  private readonly uids = float64Column();
  private readonly gids = float64Column();
  private readonly mtimes = float64Column();
  private readonly links = new StringColumnBuilder();
  private readonly copies = int32Column();
  private readonly goneIn = int32Column();
  private readonly goneReasons = bytesColumn();

  /** Adds an event and gives its number. */
  add(event: RootfsEvent): number {
    this.nodes.push(event.node);
    this.layers.push(event.layer);
    this.kinds.push(event.kind);
    this.types.push(event.type);
    this.sizes.push(event.size);
    this.modes.push(event.mode);
    this.uids.push(event.uid);
    this.gids.push(event.gid);
    this.mtimes.push(event.mtime);
    this.links.push(event.link);
    this.copies.push(-1);
    this.goneIn.push(-1);
    this.goneReasons.push(0);
    return this.nodes.length - 1;
  }

  addRemoval(node: number, layer: number, type: number): void {
    const link = new Uint8Array(0);
    this.add({ node, layer, kind: ChangeKindCode.removed, type, size: 0, mode: 0, uid: 0, gid: 0, mtime: 0, link });
  }

  setCopy(event: number, copy: number): void {
    this.copies.array[event] = copy;
  }

  setGone(event: number, layer: number, reason: number): void {
    this.goneIn.array[event] = layer;
    this.goneReasons.array[event] = reason;
  }

  sizeOf(event: number): Bytes {
    return this.sizes.at(event);
  }

  finish(layerCount: number, names: StringColumn, parents: Int32Array<ArrayBuffer>): RootfsColumns {
    const count = this.nodes.length;
    const eventStarts = new Uint32Array(parents.length + 1);
    for (let event = 0; event < count; event++) eventStarts[this.nodes.at(event) + 1]! += 1;
    for (let node = 0; node < parents.length; node++) eventStarts[node + 1]! += eventStarts[node]!;
    // A counting sort keeps the order of layers inside a node.
    const next = eventStarts.slice();
    const order = new Uint32Array(count);
    for (let event = 0; event < count; event++) order[next[this.nodes.at(event)]!++] = event;
    const placeOf = new Int32Array(count);
    for (let place = 0; place < count; place++) placeOf[order[place] as number] = place;
    const copies = sortedInto(new Int32Array(count), this.copies, order);
    for (let place = 0; place < count; place++) if (copies[place]! >= 0) copies[place] = placeOf[copies[place]!] as number;
    const sorted = <T extends NumberArray>(target: T, source: NumberSource): T => sortedInto(target, source, order);
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

interface NumberSource {
  at(index: number): number;
}

function sortedInto<T extends NumberArray>(target: T, source: NumberSource, order: Uint32Array): T {
  for (let place = 0; place < order.length; place++) target[place] = source.at(order[place] as number);
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
