import { grow, roomFor } from '../bytes/grow.ts';
import { PathTree } from '../paths/path-tree.ts';
import { emptySparse } from '../bytes/sparse-column.ts';
import { startOf, type StringColumn } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode, type LayerTable } from '../layer/layer-table.ts';
import { ChangeKindCode, GoneReasonCode, noType as absent, RemovalCode, type RootfsColumns } from './columns.ts';
import { EventLog } from './event-log.ts';
import { stackLimits, type StackCut, type StackLimit, type StackLimits } from './stack-limits.ts';
import { PresentNodes } from './present-nodes.ts';
import { DiveModel, type DiveNumbers } from './dive-model.ts';

/** What one layer did to the tree below it; everything but directories, as `docker diff` counts. */
export interface LayerChanges {
  added: number;
  modified: number;
  removed: number;
  directoriesAdded: number;
  directoriesRemoved: number;
}

export interface StackedLayers {
  readonly rootfs: RootfsColumns;
  readonly changes: readonly LayerChanges[];
  readonly dive: DiveNumbers;
  /** Null where all layers were stacked to their ends. */
  readonly cut: StackCut | null;
}

const none = -1;

/**
 * Stacks layers into the root file system (OCI image spec, layer.md). Marks act on the layers below only, wherever they
 * stand in their layer; entries act in order. Every stored copy of a file is followed until the last of its names is
 * gone, so that sizes add up to the byte.
 */
export class LayerStack {
  private readonly tree = new PathTree();
  private readonly log = new EventLog();
  private readonly dive = new DiveModel();
  /** State of each node now: its type (or absent), and the event whose stored bytes it shows. */
  private types = new Uint8Array(1);
  private copies = new Int32Array(1);
  /** By node: the last layer that touched it, and what it was before that layer. */
  private touchedIn = new Int32Array(1);
  private typesBefore = new Uint8Array(1);
  private readonly presentNodes = new PresentNodes();
  /** Nodes that have their state. */
  private known = 0;
  /** By event: how many names show its bytes. */
  private nameCounts = new Int32Array(1024);
  private touched: number[] = [];
  private readonly changes: LayerChanges[] = [];
  /** Sizes of all files so far. */
  private claimed: Bytes = 0;
  private namesBytes: Bytes = 0;
  private cut: StackCut | null = null;

  constructor(private readonly limits: StackLimits = stackLimits) {}

  /** Puts the next layer on top, base first; null stands for one that could not be read and changes nothing. */
  push(read: LayerTable | null): void {
    this.log.startLayer();
    const table = read && this.hasRoomFor(read) ? read : emptyTable;
    this.touched = [];
    // Marks first: where the layer is cut short, they still act on what lies below.
    const whiteouts = this.nodesOf(table.whiteouts);
    const opaques = this.nodesOf(table.opaques);
    const nodes = this.nodesOfRows(table);
    // Before they act; a path that is marked several times is deleted once.
    const deleted = new Map<number, Bytes>();
    for (const node of whiteouts) if (!deleted.has(node)) deleted.set(node, this.bytesBelow(node));
    for (const node of deleted.keys()) if (node !== 0) this.removeTree(node, GoneReasonCode.deleted);
    for (const node of opaques) this.clear(node);
    const first = this.log.addRows(table, nodes);
    for (let row = 0; row < nodes.length; row++) this.apply(table, row, nodes[row] as number, first + row);
    const isLast = (row: number, node: number): boolean => this.log.isLast(first + row, node);
    this.dive.pushLayer({ nodes, table, isLast, deleted }, this.tree);
    this.log.addImplied();
    this.changes.push(this.countChanges(deleted));
    this.addWhiteoutsOfNothing(deleted.keys());
  }

  finish(): StackedLayers {
    const { changes, cut, tree, log } = this;
    const rootfs = { ...tree.finish(), ...log.finish(tree.count) };
    return { rootfs, changes, dive: this.dive.finish(), cut };
  }

  /** The nodes of a table's rows, as many as there is room for; each directory is looked up once. */
  private nodesOfRows({ count, paths: { directories, directoryOf, names }, sizes }: LayerTable): Int32Array {
    const nodes = new Int32Array(count);
    const directoryNodes = new Int32Array(directories.ends.length).fill(none);
    for (let row = 0; row < count; row++) {
      this.claimed += sizes[row] as number;
      if (!this.hasRoom(row)) return nodes.subarray(0, row);
      const directory = directoryOf[row] as number;
      if (directoryNodes[directory] === none) directoryNodes[directory] = this.node(directories, directory);
      const parent = directoryNodes[directory] as number;
      const [start, end] = [startOf(names, row), names.ends[row] as number];
      const length = (directories.ends[directory] as number) - startOf(directories, directory) + 1 + end - start;
      nodes[row] = start === end ? parent : this.tree.internBelow(parent, names.bytes, start, end, length);
      this.addNodes();
    }
    return nodes;
  }

  /** The nodes of paths, as many as there is room for. */
  private nodesOf(paths: StringColumn): Int32Array {
    const nodes = new Int32Array(paths.ends.length);
    for (let item = 0; item < nodes.length; item++) {
      if (!this.hasRoom(item)) return nodes.subarray(0, item);
      nodes[item] = this.node(paths, item);
    }
    return nodes;
  }

  /** Whether there is room for one more path, `waiting` others of the layer being no events yet. */
  private hasRoom(waiting: number): boolean {
    const { tree, claimed, limits } = this;
    if (tree.count > limits.nodes.limit) return this.stopAt(limits.nodes);
    if (tree.pathBytes > limits.pathBytes.limit) return this.stopAt(limits.pathBytes);
    if (claimed > limits.claimed.limit) return this.stopAt(limits.claimed);
    return this.hasRoomForEvents(waiting);
  }

  private hasRoomForEvents(waiting: number): boolean {
    const { limit } = this.limits.events;
    return this.log.count + waiting <= limit || this.stopAt(this.limits.events);
  }

  /** Whether the layer's names fit beside those of the layers below. */
  private hasRoomFor({ paths, links, whiteouts, opaques, xattrs }: LayerTable): boolean {
    if (this.cut) return false;
    for (const { bytes } of [paths.directories, paths.names, links, whiteouts, opaques, xattrs.items])
      this.namesBytes += bytes.length;
    return this.namesBytes <= this.limits.names.limit || this.stopAt(this.limits.names);
  }

  private stopAt(limit: StackLimit): false {
    this.cut ??= { layer: this.log.layer, ...limit };
    return false;
  }

  /** The node of a path. */
  private node(paths: StringColumn, item: number): number {
    const node = this.tree.intern(paths.bytes, startOf(paths, item), paths.ends[item]);
    this.addNodes();
    return node;
  }

  /** Room for the state of nodes that are new in the tree. */
  private addNodes(): void {
    if (this.tree.count > this.types.length) this.grow(roomFor(this.tree.count));
    for (; this.known < this.tree.count; this.known++) {
      this.types[this.known] = this.known === 0 ? EntryTypeCode.directory : absent;
      this.copies[this.known] = none;
      this.log.addNode(this.known);
      this.touchedIn[this.known] = none;
    }
  }

  private grow(capacity: number): void {
    this.types = grow(this.types, capacity);
    this.copies = grow(this.copies, capacity);
    this.touchedIn = grow(this.touchedIn, capacity);
    this.typesBefore = grow(this.typesBefore, capacity);
    this.presentNodes.grow(capacity);
  }

  private isPresent(node: number): boolean {
    return this.types[node] !== absent;
  }

  /** Notes what the node was before this layer, once. */
  private touch(node: number): void {
    if (this.touchedIn[node] === this.log.layer) return;
    this.touchedIn[node] = this.log.layer;
    this.typesBefore[node] = this.types[node] as number;
    this.touched.push(node);
  }

  private apply(table: LayerTable, row: number, node: number, event: number): void {
    if (node === 0) return this.log.ignore(event);
    const type = table.types[row] as number;
    this.makeParents(node);
    const wasDirectory = this.types[node] === EntryTypeCode.directory;
    const isDirectory = type === EntryTypeCode.directory;
    this.touch(node);
    const rewritten = wasDirectory && isDirectory;
    if (!rewritten && this.isPresent(node)) {
      if (wasDirectory) this.removeTree(node, GoneReasonCode.overwritten);
      else this.unlink(node, GoneReasonCode.overwritten);
    }
    this.log.happened(event, node, this.kindOfChange(node));
    if (event >= this.nameCounts.length) this.nameCounts = grow(this.nameCounts, roomFor(event));
    this.setPresent(node, type);
    if (type === EntryTypeCode.file) this.show(node, event, event);
    else if (type === EntryTypeCode.hardlink) this.linkTo(node, event, table.links, row);
  }

  private kindOfChange(node: number): number {
    return this.typesBefore[node] === absent ? ChangeKindCode.added : ChangeKindCode.modified;
  }

  private setPresent(node: number, type: number): void {
    if (!this.isPresent(node)) this.presentNodes.enter(node, this.tree.parents[node] as number);
    this.types[node] = type;
  }

  private show(node: number, event: number, copy: number): void {
    this.log.setCopy(event, copy);
    this.copies[node] = copy;
    this.nameCounts[copy] = (this.nameCounts[copy] as number) + 1;
  }

  /** A hard link shows the bytes of its target, which may lie in a lower layer. */
  private linkTo(node: number, event: number, links: StringColumn, row: number): void {
    const target = this.tree.find(links.bytes, startOf(links, row), links.ends[row]);
    const copy = target < 0 ? none : (this.copies[target] as number);
    if (copy !== none) this.show(node, event, copy);
  }

  /** Directories that an entry implies; whatever else stood in their place is replaced. */
  private makeParents(node: number): void {
    const parent = this.tree.parents[node] as number;
    if (this.types[parent] === EntryTypeCode.directory) return;
    const missing: number[] = [];
    for (let at = parent; at > 0; at = this.tree.parents[at] as number) {
      if (this.types[at] === EntryTypeCode.directory) break;
      missing.push(at);
    }
    for (const directory of missing.reverse()) {
      this.touch(directory);
      if (this.isPresent(directory)) this.unlink(directory, GoneReasonCode.overwritten);
      this.log.implyDirectory(directory, this.kindOfChange(directory));
      this.setPresent(directory, EntryTypeCode.directory);
    }
  }

  private unlink(node: number, reason: number): void {
    this.touch(node);
    this.presentNodes.leave(node, this.tree.parents[node] as number);
    const copy = this.copies[node] as number;
    this.types[node] = absent;
    this.copies[node] = none;
    if (copy === none) return;
    const names = (this.nameCounts[copy] as number) - 1;
    this.nameCounts[copy] = names;
    if (names === 0) this.log.setGone(copy, this.log.layer, reason);
  }

  private removeTree(node: number, reason: number): void {
    for (const inner of this.present(node)) this.unlink(inner, reason);
  }

  /** An opaque mark hides what lower layers put below the directory, the directory itself stays. */
  private clear(directory: number): void {
    for (const inner of this.present(directory)) {
      if (inner !== directory) this.unlink(inner, GoneReasonCode.deleted);
    }
  }

  /** The node and everything below it that is there now, parents first. */
  private present(node: number): number[] {
    return this.isPresent(node) ? this.presentNodes.from(node) : [];
  }

  /** What dive counts for a whiteout: the files below a directory, hard link names left out; 0 for anything else. */
  private bytesBelow(node: number): number {
    if (this.types[node] !== EntryTypeCode.directory) return 0;
    let bytes = 0;
    for (const inner of this.present(node)) {
      if (this.types[inner] === EntryTypeCode.file) bytes += this.log.sizeOf(this.copies[inner] as number);
    }
    return bytes;
  }

  private countChanges(whitedOut: { has(node: number): boolean }): LayerChanges {
    const changes = { added: 0, modified: 0, removed: 0, directoriesAdded: 0, directoriesRemoved: 0 };
    const directory = EntryTypeCode.directory;
    for (const node of this.touched) {
      const before = this.typesBefore[node] as number;
      const now = this.types[node] as number;
      if (now === absent) {
        this.log.addRemoval(node, before, whitedOut.has(node) ? RemovalCode.whitedOut : RemovalCode.along);
        if (before === directory) changes.directoriesRemoved++;
        else if (before !== absent) changes.removed++;
      } else if (now === directory) changes.directoriesAdded += before === directory ? 0 : 1;
      else if (before === absent) changes.added++;
      else changes.modified++;
    }
    return changes;
  }

  /**
   * Marks of paths that no layer below left there. Opaque marks of such are none: builders set one on every directory that
   * they make, and what a directory hides is told by what it removes.
   */
  private addWhiteoutsOfNothing(whitedOut: Iterable<number>): void {
    for (const node of whitedOut) {
      if (node === 0 || this.touchedIn[node] === this.log.layer) continue;
      if (!this.hasRoomForEvents(0)) return;
      this.log.addRemoval(node, absent, RemovalCode.nothing);
    }
  }
}

const emptyColumn = { bytes: new Uint8Array(0), ends: new Uint32Array(0) };
const emptyTable: LayerTable = {
  count: 0,
  paths: { directories: emptyColumn, directoryOf: new Uint32Array(0), names: emptyColumn },
  links: emptyColumn,
  types: new Uint8Array(0),
  sizes: new Float64Array(0),
  modes: new Uint16Array(0),
  uids: new Float64Array(0),
  gids: new Float64Array(0),
  mtimes: new Float64Array(0),
  offsets: new Float64Array(0),
  headerSizes: new Uint32Array(0),
  xattrs: emptySparse(),
  devices: emptySparse(),
  whiteouts: emptyColumn,
  opaques: emptyColumn,
  tarBytes: 0,
};
