import { grow } from '../bytes/grow.ts';
import { startOf, type StringColumn } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import type { LayerTable } from '../layer/layer-table.ts';
import type { PathTree } from '../paths/path-tree.ts';
import { ChangeKindCode, noRow, type RootfsColumns } from './columns.ts';

const impliedMode = 0o755;
const firstCapacity = 1024;

/**
 * Collects events in the order they happen, each with the row of its layer's table; `finish` sorts them by node and only
 * then takes over what the rows say.
 */
export class EventLog {
  private readonly tables: LayerTable[] = [];
  count = 0;
  private nodes = new Int32Array(firstCapacity);
  private layers = new Uint32Array(firstCapacity);
  private rows = new Int32Array(firstCapacity);
  private kinds = new Uint8Array(firstCapacity);
  private types = new Uint8Array(firstCapacity);
  private copies = new Int32Array(firstCapacity);
  private goneIn = new Int32Array(firstCapacity);
  private goneReasons = new Uint8Array(firstCapacity);

  /** The table whose rows the next events are. */
  addLayer(table: LayerTable): void {
    this.tables.push(table);
  }

  /** Adds an event and gives its number. */
  add(node: number, layer: number, kind: number, type: number, row: number): number {
    const at = this.count++;
    if (at === this.nodes.length) this.grow(at * 2);
    this.nodes[at] = node;
    this.layers[at] = layer;
    this.rows[at] = row;
    this.kinds[at] = kind;
    this.types[at] = type;
    this.copies[at] = -1;
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
    return this.tables[this.layers[event] as number]!.sizes[this.rows[event] as number] as number;
  }

  private grow(capacity: number): void {
    this.nodes = grow(this.nodes, capacity);
    this.layers = grow(this.layers, capacity);
    this.rows = grow(this.rows, capacity);
    this.kinds = grow(this.kinds, capacity);
    this.types = grow(this.types, capacity);
    this.copies = grow(this.copies, capacity);
    this.goneIn = grow(this.goneIn, capacity);
    this.goneReasons = grow(this.goneReasons, capacity);
  }

  finish({ names, parents }: ReturnType<PathTree['finish']>): RootfsColumns {
    const { count, nodes, tables } = this;
    const eventStarts = new Uint32Array(parents.length + 1);
    for (let event = 0; event < count; event++) eventStarts[(nodes[event] as number) + 1]! += 1;
    for (let node = 0; node < parents.length; node++) eventStarts[node + 1]! += eventStarts[node]!;
    // A counting sort keeps the order of layers inside a node.
    const next = eventStarts.slice();
    const order = new Uint32Array(count);
    const placeOf = new Int32Array(count);
    for (let event = 0; event < count; event++) {
      const place = next[nodes[event] as number]!++;
      order[place] = event;
      placeOf[event] = place;
    }
    return {
      layerCount: tables.length,
      names,
      parents,
      eventStarts,
      ...this.sortedEvents(order, placeOf),
      ...this.sortedRows(order),
    };
  }

  // One loop over all columns, here and below: a function that takes any kind of typed array is five times slower.

  private sortedEvents(order: Uint32Array, placeOf: Int32Array) {
    const { count, layers, kinds, types, copies, goneIn, goneReasons } = this;
    const eventLayers = new Uint32Array(count);
    const eventKinds = new Uint8Array(count);
    const eventTypes = new Uint8Array(count);
    const eventCopies = new Int32Array(count);
    const eventGoneIn = new Int32Array(count);
    const eventGoneReasons = new Uint8Array(count);
    for (let place = 0; place < count; place++) {
      const event = order[place] as number;
      const copy = copies[event] as number;
      eventLayers[place] = layers[event] as number;
      eventKinds[place] = kinds[event] as number;
      eventTypes[place] = types[event] as number;
      eventCopies[place] = copy < 0 ? -1 : (placeOf[copy] as number);
      eventGoneIn[place] = goneIn[event] as number;
      eventGoneReasons[place] = goneReasons[event] as number;
    }
    return { eventLayers, eventKinds, eventTypes, eventCopies, eventGoneIn, eventGoneReasons };
  }

  private sortedRows(order: Uint32Array) {
    const { count, layers, rows, kinds, tables } = this;
    const eventSizes = new Float64Array(count);
    const eventModes = new Uint16Array(count);
    const eventUids = new Float64Array(count);
    const eventGids = new Float64Array(count);
    const eventMtimes = new Float64Array(count);
    const eventRows = new Int32Array(count);
    const eventOffsets = new Float64Array(count);
    const eventHeaderSizes = new Uint32Array(count);
    for (let place = 0; place < count; place++) {
      const event = order[place] as number;
      const row = rows[event] as number;
      eventRows[place] = row;
      if (row === noRow) {
        if (kinds[event] !== ChangeKindCode.removed) eventModes[place] = impliedMode;
        continue;
      }
      const table = tables[layers[event] as number]!;
      eventSizes[place] = table.sizes[row] as number;
      eventModes[place] = table.modes[row] as number;
      eventUids[place] = table.uids[row] as number;
      eventGids[place] = table.gids[row] as number;
      eventMtimes[place] = table.mtimes[row] as number;
      eventOffsets[place] = table.offsets[row] as number;
      eventHeaderSizes[place] = table.headerSizes[row] as number;
    }
    const places = { eventRows, eventOffsets, eventHeaderSizes };
    return {
      eventSizes,
      eventModes,
      eventUids,
      eventGids,
      eventMtimes,
      ...places,
      eventLinks: this.sortedLinks(order),
    };
  }

  private sortedLinks(order: Uint32Array): StringColumn {
    const { layers, rows, tables } = this;
    const ends = new Uint32Array(order.length);
    let end = 0;
    for (let place = 0; place < order.length; place++) {
      const row = rows[order[place] as number] as number;
      if (row !== noRow) end += lengthAt(tables[layers[order[place] as number] as number]!.links, row);
      ends[place] = end;
    }
    const bytes = new Uint8Array(end);
    for (let place = 0, start = 0; place < order.length; start = ends[place++] as number) {
      if (ends[place] === start) continue;
      const { links } = tables[layers[order[place] as number] as number]!;
      const row = rows[order[place] as number] as number;
      bytes.set(links.bytes.subarray(startOf(links, row), links.ends[row]), start);
    }
    return { bytes, ends };
  }
}

function lengthAt(column: StringColumn, index: number): number {
  return (column.ends[index] as number) - startOf(column, index);
}
