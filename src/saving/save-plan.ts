import { pieces, piecesBackwards, whole, type InPieces } from '../bytes/in-pieces.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { describingEvent, none } from './describing-event.ts';
import { removesWithin } from './removals.ts';
import type { Selection } from './selection.ts';

/** Which entries of which layers are written, and under what names; in columns, as there may be a million. */
export interface SavePlan {
  /** By event, its first name as a node; -1 where its entry is not wanted. */
  readonly firstNames: Int32Array;
  /** By node, the next name of the same contents; -1 behind the last. */
  readonly nextNames: Int32Array;
  /** Nodes of directories, parents first, and the event that describes each. */
  readonly directories: readonly number[];
  /** By layer: entries wanted of it, directories left out. */
  readonly wanted: Uint32Array;
  readonly totals: SaveTotals;
  /** What is saved is of one layer, which also removes something there: nothing is written for that. */
  readonly removes: boolean;
}

export interface SaveTotals {
  /** Names of regular files; several may show the same contents. */
  readonly files: number;
  readonly directories: number;
  readonly symlinks: number;
  /** Devices and named pipes. */
  readonly special: number;
  /** Contents, each counted once. */
  readonly bytes: Bytes;
  /** Hard links whose target is not there: nothing can be written for them. */
  readonly dangling: number;
}

/** The nodes at or below one, by node: 1. A parent has a smaller number than its children. */
function* within({ parents }: RootfsColumns, root: number): InPieces<Uint8Array> {
  const inside = new Uint8Array(parents.length);
  inside[root] = 1;
  for (const { from, to } of pieces(parents.length, root + 1)) {
    for (let node = from; node < to; node++) inside[node] = inside[parents[node] as number] as number;
    yield;
  }
  return inside;
}

/** There may be a million nodes: a page makes the plan in turns. */
export function* planInPieces(columns: RootfsColumns, selection: Selection): InPieces<SavePlan> {
  const inside = yield* within(columns, selection.node);
  const plan = new Planning(columns, selection);
  // From the end, so that names come out in the order of their nodes.
  for (const { from, to } of piecesBackwards(inside.length, 1)) {
    for (let node = to - 1; node >= from; node--) if (inside[node] === 1) plan.add(node);
    yield;
  }
  const removes = selection.mode === 'layer' && (yield* removesWithin(columns, inside, selection.layer));
  return plan.finish(removes);
}

export const planSave = (columns: RootfsColumns, selection: Selection): SavePlan =>
  whole(planInPieces(columns, selection));

class Planning {
  private readonly firstNames: Int32Array;
  private readonly nextNames: Int32Array;
  private readonly wanted: Uint32Array;
  private readonly directories: number[] = [];
  private readonly totals = { files: 0, directories: 0, symlinks: 0, special: 0, bytes: 0, dangling: 0 };

  constructor(
    private readonly columns: RootfsColumns,
    private readonly selection: Selection,
  ) {
    this.firstNames = new Int32Array(columns.eventTypes.length).fill(none);
    this.nextNames = new Int32Array(columns.parents.length).fill(none);
    this.wanted = new Uint32Array(columns.layerCount);
  }

  add(node: number): void {
    const event = describingEvent(this.columns, node, this.selection);
    if (event === none) return;
    if (this.columns.eventTypes[event] === EntryTypeCode.directory) {
      this.directories.push(node);
      this.firstNames[event] = node;
    } else this.addName(node, event);
  }

  finish(removes: boolean): SavePlan {
    const { firstNames, nextNames, wanted, totals } = this;
    const directories = this.directories.reverse();
    return {
      firstNames,
      nextNames,
      directories,
      wanted,
      totals: { ...totals, directories: directories.length },
      removes,
    };
  }

  private addName(node: number, event: number): void {
    const { firstNames, nextNames, wanted, totals } = this;
    const { eventTypes, eventCopies, eventLayers, eventSizes } = this.columns;
    const type = eventTypes[event] as number;
    const isFile = type === EntryTypeCode.file || type === EntryTypeCode.hardlink;
    const source = isFile ? (eventCopies[event] as number) : event;
    if (source < 0) {
      totals.dangling++;
      return;
    }
    if (firstNames[source] === none) {
      wanted[eventLayers[source] as number]!++;
      if (isFile) totals.bytes += eventSizes[source] as number;
    }
    nextNames[node] = firstNames[source] as number;
    firstNames[source] = node;
    if (isFile) totals.files++;
    else if (type === EntryTypeCode.symlink) totals.symlinks++;
    else totals.special++;
  }
}
