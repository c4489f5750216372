import { startOf, textAt } from '../bytes/string-column.ts';
import { decodeText, encodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { pathBytes } from '../paths/path-tree.ts';
import {
  ChangeKindCode,
  changeKinds,
  GoneReasonCode,
  noEvent,
  removesNothing,
  type ChangeKind,
  type RootfsColumns,
} from './columns.ts';

/** A regular file as one layer stored it. */
export interface StoredCopy {
  /** Number of its event: the copy's identity. */
  readonly event: number;
  readonly node: number;
  readonly layer: number;
  readonly size: Bytes;
  /** The layer that deleted or overwrote it; null while it is visible. */
  readonly goneIn: number | null;
  readonly reason: 'deleted' | 'overwritten' | null;
}

/** So many names of a directory are looked for among the bytes of all: the texts of 200,000 take longer than that. */
const fewNames = 8;

/** Questions about the stacked layers. Paths are absolute: `/etc/passwd`; the root is `/`. */
export class Rootfs {
  readonly columns: RootfsColumns;
  private nextEvents: Int32Array | null = null;
  private children: { first: Int32Array; next: Int32Array } | null = null;
  /** Children by name, of the directories that were asked for. */
  private readonly byName = new Map<number, Map<string, number>>();
  /** By directory, how many names were looked for. */
  private readonly asked = new Map<number, number>();

  constructor(columns: RootfsColumns) {
    this.columns = columns;
  }

  get nodeCount(): number {
    return this.columns.parents.length;
  }

  nameOf(node: number): string {
    return textAt(this.columns.names, node);
  }

  pathOf(node: number): string {
    return `/${decodeText(pathBytes(this.columns.names, this.columns.parents, node))}`;
  }

  parentOf(node: number): number {
    return this.columns.parents[node] as number;
  }

  /** Children of a node in the order they first came, whether they are still there or not. */
  childrenOf(node: number): number[] {
    return this.firstChildren(node, Infinity, () => true);
  }

  /** The first of those children that are wanted: no long list is made of them. */
  firstChildren(node: number, most: number, wanted: (child: number) => boolean): number[] {
    const { first, next } = (this.children ??= this.linkChildren());
    const found: number[] = [];
    for (let child = first[node] as number; child >= 0 && found.length < most; child = next[child] as number) {
      if (wanted(child)) found.push(child);
    }
    return found;
  }

  /** The node of an absolute path, or of one below a directory, or null where no layer mentions it. */
  find(path: string, directory = 0): number | null {
    let node: number | null = directory;
    for (const part of path.split('/')) {
      if (part === '') continue;
      node = this.childNamed(node, part);
      if (node === null) return null;
    }
    return node;
  }

  /** The child of a directory that has this name, whether it is still there or not; null where no layer mentions one. */
  childNamed(directory: number, name: string): number | null {
    const asked = this.asked.get(directory) ?? 0;
    if (asked === fewNames) return this.namesBelow(directory).get(name) ?? null;
    this.asked.set(directory, asked + 1);
    const wanted = encodeText(name);
    return this.firstChildren(directory, 1, (child) => this.isNamed(child, wanted))[0] ?? null;
  }

  private isNamed(node: number, name: Uint8Array): boolean {
    const { bytes, ends } = this.columns.names;
    const start = startOf(this.columns.names, node);
    if ((ends[node] as number) - start !== name.length) return false;
    // From the end: names of one directory often begin alike.
    for (let at = name.length - 1; at >= 0; at--) if (bytes[start + at] !== name[at]) return false;
    return true;
  }

  private namesBelow(directory: number): Map<string, number> {
    const known = this.byName.get(directory);
    if (known) return known;
    const names = new Map(this.childrenOf(directory).map((child) => [this.nameOf(child), child]));
    this.byName.set(directory, names);
    return names;
  }

  /** The node's last event in a layer up to `layer`; noEvent where it was never there by then. */
  eventAt(node: number, layer: number): number {
    const { lastEvents, previousEvents, eventLayers } = this.columns;
    let event = lastEvents[node] as number;
    while (event !== noEvent && (eventLayers[event] as number) > layer) event = previousEvents[event] as number;
    return event;
  }

  /** Whether the event is its node's last one in its layer. */
  isLastInLayer(event: number): boolean {
    const next = (this.nextEvents ??= this.linkForwards())[event] as number;
    const { eventLayers } = this.columns;
    return next === noEvent || eventLayers[next] !== eventLayers[event];
  }

  private linkForwards(): Int32Array {
    const { previousEvents } = this.columns;
    const next = new Int32Array(previousEvents.length).fill(noEvent);
    for (const [event, previous] of previousEvents.entries()) if (previous !== noEvent) next[previous] = event;
    return next;
  }

  /** All events of a node, first to last. */
  eventsOf(node: number): number[] {
    const { lastEvents, previousEvents } = this.columns;
    const events: number[] = [];
    for (let event = lastEvents[node] as number; event !== noEvent; event = previousEvents[event] as number)
      events.push(event);
    return events.reverse();
  }

  isThere(node: number, layer = this.columns.layerCount - 1): boolean {
    if (node === 0) return true;
    const event = this.eventAt(node, layer);
    return event >= 0 && this.columns.eventKinds[event] !== ChangeKindCode.removed;
  }

  isDirectory(event: number): boolean {
    return this.columns.eventTypes[event] === EntryTypeCode.directory;
  }

  kindOf(event: number): ChangeKind {
    return changeKinds[this.columns.eventKinds[event] as number] as ChangeKind;
  }

  nodeOfEvent(event: number): number {
    return this.columns.eventNodes[event] as number;
  }

  /** The node itself and everything below it that any layer mentions, parents first. */
  subtree(node: number): number[] {
    const found = [node];
    // One by one: as arguments of a single call, a million children overflow the stack.
    for (let at = 0; at < found.length; at++) {
      for (const child of this.childrenOf(found[at] as number)) found.push(child);
    }
    return found;
  }

  /** Every regular file that any layer stored, by node, then layer. */
  *storedCopies(nodes: Iterable<number> = range(0, this.nodeCount)): Generator<StoredCopy> {
    for (const node of nodes) {
      for (const event of this.eventsOf(node)) {
        const copy = this.copyOf(node, event);
        if (copy) yield copy;
      }
    }
  }

  /** The regular file that an event stored for its node; null where it stored none. */
  copyOf(node: number, event: number): StoredCopy | null {
    const { eventTypes, eventKinds, eventLayers, eventSizes, eventGoneIn, eventGoneReasons } = this.columns;
    if (eventTypes[event] !== EntryTypeCode.file || eventKinds[event] === ChangeKindCode.removed) return null;
    const goneIn = eventGoneIn[event] as number;
    const deleted = eventGoneReasons[event] === GoneReasonCode.deleted;
    return {
      event,
      node,
      layer: eventLayers[event] as number,
      size: eventSizes[event] as number,
      goneIn: goneIn < 0 ? null : goneIn,
      reason: goneIn < 0 ? null : deleted ? 'deleted' : 'overwritten',
    };
  }

  /** By stored copy, of those asked for: the names that show it in the final tree, sorted. */
  visibleNames(copies: ReadonlySet<number>): Map<number, string[]> {
    const names = new Map<number, string[]>();
    const { eventCopies, layerCount } = this.columns;
    for (let node = 1; node < this.nodeCount; node++) {
      const event = this.eventAt(node, layerCount - 1);
      const copy = event < 0 ? -1 : (eventCopies[event] as number);
      if (!copies.has(copy)) continue;
      const known = names.get(copy);
      if (known) known.push(this.pathOf(node));
      else names.set(copy, [this.pathOf(node)]);
    }
    for (const paths of names.values()) paths.sort();
    return names;
  }

  /** Numbers of a layer's changes, in the order of its tar: none is what it says of the root, or a whiteout of nothing. */
  *eventsOfLayer(layer: number): Generator<number> {
    const { layerStarts, eventNodes } = this.columns;
    const end = layerStarts[layer + 1] ?? 0;
    for (let event = layerStarts[layer] ?? end; event < end; event++) {
      if (eventNodes[event] !== 0 && !removesNothing(this.columns, event)) yield event;
    }
  }

  private linkChildren(): { first: Int32Array; next: Int32Array } {
    const { parents } = this.columns;
    const first = new Int32Array(parents.length).fill(-1);
    const next = new Int32Array(parents.length).fill(-1);
    // From the end, so that the lists come out in the order of the nodes.
    for (let node = parents.length - 1; node > 0; node--) {
      const parent = parents[node] as number;
      next[node] = first[parent] as number;
      first[parent] = node;
    }
    return { first, next };
  }
}

function* range(start: number, end: number): Generator<number> {
  for (let value = start; value < end; value++) yield value;
}
