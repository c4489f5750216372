import { pieces, piecesBackwards, whole, type InPieces } from '../bytes/in-pieces.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, changeKinds, RemovalCode, removesNothing, type RootfsColumns } from './columns.ts';

/** layer: what one layer changed. image: the merged tree as of the layer, with that layer's changes marked. */
export type TreeMode = 'layer' | 'image';

/** whited out: removed by a mark of its own in the layer's tar; removed: with a directory above it, or by what replaced it. */
export const nodeKinds = [...changeKinds, 'unchanged', 'whited out'] as const;
export type NodeKind = (typeof nodeKinds)[number];
export const NodeKindCode = { ...ChangeKindCode, unchanged: 3, whitedOut: 4, absent: 255 } as const;

/** changed: directories count too. mark: there is a whiteout of nothing, which changes nothing. */
export const TouchCode = { changed: 1, mark: 2 } as const;

/** Every node as one layer left it. */
export interface TreeState {
  readonly mode: TreeMode;
  /** NodeKindCode of the node itself; what happened below a directory does not count. */
  readonly kinds: Uint8Array;
  /**
   * The event that describes the node: of a removed one, that of what it was before. -1 for a directory that is not there,
   * neither before the layer nor after it: it leads to a whiteout of nothing.
   */
  readonly events: Int32Array;
  /** In mode layer what the layer stored, in mode image what is there; 0 for directories. */
  readonly sizes: Float64Array;
  /** What the removal of the node took away; 0 where its data lives on under another name. */
  readonly gone: Float64Array;
  /** Files and the like that changed at the node or below it. */
  readonly changes: Int32Array;
  /** Bits of TouchCode, of the node and what lies below it. */
  readonly touched: Uint8Array;
}

interface Snapshots {
  /** By node, the event that describes it after the layer and before it; -1 where it is not there. */
  readonly now: Int32Array;
  readonly before: Int32Array;
  /** By node, its last event in this very layer, or -1; and all bytes that the layer stored for it. */
  readonly own: Int32Array;
  readonly stored: Float64Array;
  /** By node, 1: the layer has a whiteout of it. */
  readonly whitedOut: Uint8Array;
}

function* snapshots(columns: RootfsColumns, layer: number, mode: TreeMode): InPieces<Snapshots> {
  const { layerStarts, eventNodes, eventKinds, eventSizes, eventGoneReasons } = columns;
  const count = columns.parents.length;
  const now = new Int32Array(count).fill(-1);
  const own = new Int32Array(count).fill(-1);
  const stored = new Float64Array(count);
  const whitedOut = new Uint8Array(count);
  const start = layerStarts[layer] ?? 0;
  for (const { from, to } of pieces(start)) {
    for (let event = from; event < to; event++) {
      now[eventNodes[event] as number] = eventKinds[event] === ChangeKindCode.removed ? -1 : event;
    }
    yield;
  }
  const before = now.slice();
  const end = layerStarts[layer + 1] ?? start;
  for (const { from, to } of pieces(end, start)) {
    for (let event = from; event < to; event++) {
      const node = eventNodes[event] as number;
      const removed = eventKinds[event] === ChangeKindCode.removed;
      const removal = removed ? eventGoneReasons[event] : null;
      // To the merged tree it does nothing.
      if (removal === RemovalCode.nothing && mode === 'image') continue;
      now[node] = removed ? -1 : event;
      if (removal === RemovalCode.whitedOut || removal === RemovalCode.nothing) whitedOut[node] = 1;
      if (!removed || own[node] === -1) own[node] = event;
      stored[node]! += eventSizes[event] as number;
    }
    yield;
  }
  return { now, before, own, stored, whitedOut };
}

type SizeColumns = Pick<RootfsColumns, 'eventCopies' | 'eventSizes'>;

/** Bytes by node. Of several hard-linked names one counts: the file itself, else the first of the others. */
export const visibleSizes = (columns: SizeColumns, events: Int32Array): Float64Array<ArrayBuffer> =>
  whole(visibleSizesInPieces(columns, events));

function* visibleSizesInPieces(columns: SizeColumns, events: Int32Array): InPieces<Float64Array<ArrayBuffer>> {
  const { eventCopies, eventSizes } = columns;
  const sizes = new Float64Array(events.length);
  const counted = new Uint8Array(eventCopies.length);
  const links: number[] = [];
  for (const { from, to } of pieces(events.length, 1)) {
    for (let node = from; node < to; node++) {
      const event = events[node] as number;
      if (event < 0) continue;
      const copy = eventCopies[event] as number;
      if (copy === event) {
        counted[copy] = 1;
        sizes[node] = eventSizes[copy] as number;
      } else if (copy >= 0) links.push(node);
    }
    yield;
  }
  for (const node of links) {
    const copy = eventCopies[events[node] as number] as number;
    if (counted[copy]) continue;
    counted[copy] = 1;
    sizes[node] = eventSizes[copy] as number;
  }
  return sizes;
}

function sameAttributes(columns: RootfsColumns, a: number, b: number): boolean {
  const { eventModes, eventUids, eventGids } = columns;
  return eventModes[a] === eventModes[b] && eventUids[a] === eventUids[b] && eventGids[a] === eventGids[b];
}

function kindOf(columns: RootfsColumns, now: number, before: number, own: number): number {
  if (now < 0 && before < 0) return own < 0 ? NodeKindCode.absent : NodeKindCode.removed;
  if (now < 0) return NodeKindCode.removed;
  if (before < 0) return NodeKindCode.added;
  if (now === before) return NodeKindCode.unchanged;
  // Tar lists the directories it passes through; only one whose rights or owner differ has changed.
  const { eventTypes } = columns;
  const directories = eventTypes[now] === EntryTypeCode.directory && eventTypes[before] === EntryTypeCode.directory;
  return directories && sameAttributes(columns, now, before) ? NodeKindCode.unchanged : NodeKindCode.modified;
}

/** What a layer did to every node, and the bytes it is about. */
export function* treeState(columns: RootfsColumns, layer: number, mode: TreeMode): InPieces<TreeState> {
  const seen = yield* snapshots(columns, layer, mode);
  const sizes = mode === 'layer' ? seen.stored : yield* visibleSizesInPieces(columns, seen.now);
  const sizesBefore = yield* visibleSizesInPieces(columns, seen.before);
  const count = columns.parents.length;
  const state = {
    mode,
    kinds: new Uint8Array(count),
    events: seen.now,
    sizes,
    gone: new Float64Array(count),
    changes: new Int32Array(count),
    touched: new Uint8Array(count),
  };
  state.kinds[0] = NodeKindCode.unchanged;
  // Backwards: what lies below a node has its kind before it.
  for (const { from, to } of piecesBackwards(count, 1)) {
    for (let node = to - 1; node >= from; node--) giveKind(columns, { layer, seen, sizesBefore, state }, node);
    yield;
  }
  return state;
}

interface Given {
  readonly layer: number;
  readonly seen: Snapshots;
  readonly sizesBefore: Float64Array;
  readonly state: TreeState;
}

/** Says of a node what became of it, and of its parent what lies below. */
function giveKind(columns: RootfsColumns, { layer, seen, sizesBefore, state }: Given, node: number): void {
  const { parents, eventTypes, eventCopies, eventGoneIn } = columns;
  const { now, before, own, whitedOut } = seen;
  const { kinds, gone, changes, touched } = state;
  const was = before[node] as number;
  const kind = kindOf(columns, now[node] as number, was, own[node] as number);
  kinds[node] = kind === NodeKindCode.removed && whitedOut[node] ? NodeKindCode.whitedOut : kind;
  if (kind === NodeKindCode.removed) {
    now[node] = was >= 0 ? was : (own[node] as number);
    const copy = was >= 0 ? (eventCopies[was] as number) : -1;
    if (copy >= 0 && eventGoneIn[copy] === layer) gone[node] = sizesBefore[node] as number;
  }
  if (kind === NodeKindCode.absent) {
    if (touched[node] === 0) return;
    kinds[node] = NodeKindCode.unchanged;
  } else if (kind !== NodeKindCode.unchanged) {
    const isMark = removesNothing(columns, now[node] as number);
    touched[node]! |= isMark ? TouchCode.mark : TouchCode.changed;
    if (!isMark && eventTypes[now[node] as number] !== EntryTypeCode.directory) changes[node]! += 1;
  }
  const parent = parents[node] as number;
  changes[parent]! += changes[node] as number;
  touched[parent]! |= touched[node] as number;
}

export interface TreeTotals {
  /** Everything but directories. */
  files: number;
  size: Bytes;
  gone: Bytes;
}
