// What becomes of layers that are made one: of each path that the last layer shows one entry, contents under the first of their names
// and hard links for the others; and whiteouts of what layers below, which stay, have and the last one does not.
import { bytesAt } from '../bytes/string-column.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../rootfs/columns.ts';
import type { NodeFinder } from '../rootfs/node-finder.ts';
import type { Cleaning } from './cleaning.ts';
import { eventBefore } from './event-before.ts';
import { isEntry } from './is-entry.ts';

const none = -1;

/**
 * The order in which entries are written: directories in the place of something else of the layers below, where nothing can be put
 * before; other directories; all else. A path may have one entry only: buildah and podman take no layer that says it twice.
 */
export const squashSteps = ['replacing', 'directories', 'others'] as const;
export type SquashStep = (typeof squashSteps)[number];

/** An entry as it is written into the one layer. */
export interface SquashedEntry {
  readonly event: number;
  /** The node whose path it gets; null where it has that already. */
  readonly path: number | null;
  /** The node that a hard link gets as its target; null where it has that already. */
  readonly link: number | null;
}

export class SquashPlan {
  /** By node: 1 where the last layer shows something that is not removed. */
  readonly present: Uint8Array;
  /** Directories that no entry describes; nodes, parents first. */
  readonly implied: number[] = [];
  /** Events of directories in the place of something else of the layers below. */
  private readonly replacing = new Set<number>();
  /** By event: the node that its entry is written for, -1 where it is not written; and the one that it links to. */
  private readonly written: Int32Array;
  private readonly linked: Int32Array;
  /** Where the events of the first layer begin that is a part of it. */
  private readonly start: number;

  constructor(
    private readonly columns: RootfsColumns,
    private readonly finder: NodeFinder,
    readonly from: number,
    { contents }: Pick<Cleaning, 'contents'>,
    isInside: (node: number) => boolean,
  ) {
    const { eventNodes, lastEvents, eventKinds, eventCopies, layerStarts } = columns;
    this.start = layerStarts[from] ?? eventNodes.length;
    this.written = new Int32Array(eventNodes.length).fill(none);
    this.linked = new Int32Array(eventNodes.length).fill(none);
    this.present = Uint8Array.from(lastEvents, (event, node) => {
      if (node === 0) return 1;
      const isThere = event !== noEvent && eventKinds[event] !== ChangeKindCode.removed;
      return Number(isThere && !isInside(node) && !contents.has(eventCopies[event] as number));
    });
    this.writeOthers();
    this.writeFiles();
  }

  /** Whether the entry of an event is a part of the one layer. */
  writes(event: number): boolean {
    return this.written[event] !== none;
  }

  /** The node that a written entry is written for. */
  nodeOf(event: number): number {
    return this.written[event] as number;
  }

  /** What a layer gives to the one in a step, in the order of its tar. */
  entriesOf(layer: number, step: SquashStep): SquashedEntry[] {
    const { layerStarts, eventNodes } = this.columns;
    const end = layerStarts[layer + 1] ?? eventNodes.length;
    const entries: SquashedEntry[] = [];
    for (let event = layerStarts[layer] as number; event < end; event++) {
      const node = this.written[event] as number;
      if (node === none || this.stepOf(event) !== step) continue;
      const link = this.linked[event] as number;
      const isAsItWas = link === none || this.finder.find(bytesAt(this.columns.eventLinks, event)) === link;
      entries.push({ event, path: node === eventNodes[event] ? null : node, link: isAsItWas ? null : link });
    }
    return entries;
  }

  private stepOf(event: number): SquashStep {
    if (!this.isDirectory(event)) return 'others';
    return this.replacing.has(event) ? 'replacing' : 'directories';
  }

  /** How many of its entries a layer gives to the one. */
  countOf(layer: number): number {
    return squashSteps.reduce((sum, step) => sum + this.entriesOf(layer, step).length, 0);
  }

  /** Nothing is written, but for whiteouts. */
  get isEmpty(): boolean {
    return this.implied.length === 0 && this.written.every((node) => node === none);
  }

  /**
   * Nodes that the last of the layers below still has, and that are not to be there in the end, the topmost of them. `isBelow`:
   * whether an entry of it, or of something below it, stays in those layers.
   */
  whiteouts(isBelow: (node: number) => boolean): number[] {
    const { parents, lastEvents } = this.columns;
    const nodes: number[] = [];
    for (let node = 1; node < parents.length; node++) {
      const parent = parents[node] as number;
      if (this.present[node] === 1 || this.present[parent] === 0 || !isBelow(node)) continue;
      const isInDirectory = parent === 0 || this.isDirectory(lastEvents[parent] as number);
      if (isInDirectory && this.wasThere(node)) nodes.push(node);
    }
    return nodes;
  }

  /** Whether the last of the layers below shows the node. */
  private wasThere(node: number): boolean {
    const event = eventBefore(this.columns, node, this.start);
    return event !== noEvent && this.columns.eventKinds[event] !== ChangeKindCode.removed;
  }

  /** What lies in the one layer and stores no contents: directories, symbolic links, devices. */
  private writeOthers(): void {
    for (const { node, event } of this.shown()) {
      if (event < this.start || this.isFile(event)) continue;
      if (!isEntry(this.columns, event)) {
        if (node !== 0) this.implied.push(node);
        continue;
      }
      this.written[event] = node;
      if (this.isDirectory(event) && this.replaces(node)) this.replacing.add(event);
    }
  }

  /** Whether the last of the layers below shows something else than a directory there. */
  private replaces(node: number): boolean {
    const event = eventBefore(this.columns, node, this.start);
    return event !== noEvent && this.columns.eventKinds[event] !== ChangeKindCode.removed && !this.isDirectory(event);
  }

  private writeFiles(): void {
    const { eventCopies } = this.columns;
    const below = this.namesBelow();
    const first = this.firstNames(below);
    for (const { node, event } of this.shown()) {
      if (event < this.start || !this.isFile(event)) continue;
      const copy = eventCopies[event] as number;
      const target = below[copy] ?? none;
      if (target === none && first[copy] === node) {
        this.written[copy] = node;
        continue;
      }
      this.written[event] = node;
      this.linked[event] = target === none ? (first[copy] as number) : target;
    }
  }

  /** By event of the layers below: a node there that still shows its contents; -1 where none does. */
  private namesBelow(): Int32Array {
    const names = new Int32Array(this.start).fill(none);
    for (const { node, event } of this.shown()) {
      if (event < this.start && this.isFile(event)) names[this.columns.eventCopies[event] as number] = node;
    }
    return names;
  }

  /** By the event that stored them: the name for contents that no name below shows, their own one where that is left. */
  private firstNames(below: Int32Array): Int32Array {
    const { eventCopies, eventNodes } = this.columns;
    const names = new Int32Array(eventNodes.length).fill(none);
    for (const { node, event } of this.shown()) {
      const copy = eventCopies[event] as number;
      if (event < this.start || !this.isFile(event) || (below[copy] ?? none) !== none) continue;
      if (names[copy] === none || eventNodes[copy] === node) names[copy] = node;
    }
    return names;
  }

  private *shown(): Generator<{ node: number; event: number }> {
    const { lastEvents } = this.columns;
    for (let node = 0; node < lastEvents.length; node++) {
      const event = lastEvents[node] as number;
      if (event !== noEvent && this.present[node] === 1) yield { node, event };
    }
  }

  private isFile(event: number): boolean {
    const type = this.columns.eventTypes[event];
    return type === EntryTypeCode.file || type === EntryTypeCode.hardlink;
  }

  private isDirectory(event: number): boolean {
    return this.columns.eventTypes[event] === EntryTypeCode.directory;
  }
}
