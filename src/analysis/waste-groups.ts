import { heaviestFirst } from '../bytes/heaviest-first.ts';
import { pieces, whole, type InPieces } from '../bytes/in-pieces.ts';
import type { Bytes } from '../bytes/units.ts';
import { GoneReasonCode, goneReasons } from '../rootfs/columns.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { wasteCauses } from './waste-causes/index.ts';
import type { WastedCopies } from './wasted-copies.ts';

/** What is wasted for one cause; the groups of an image add up to all that it wastes. */
export interface WasteGroup {
  /** The id of the cause. */
  cause: string;
  title: string;
  files: number;
  bytes: Bytes;
  /** bytes = deleted + overwritten. */
  deleted: Bytes;
  overwritten: Bytes;
  /** What to do. */
  advice: string;
  /** Largest first. */
  parts: WastePart[];
  /** Where it lies, down to the third level; largest first, 20 at most. */
  directories: WasteDirectory[];
}

/** What one layer stored and another hid. */
export interface WastePart {
  storedIn: number;
  goneIn: number;
  reason: 'deleted' | 'overwritten';
  files: number;
  bytes: Bytes;
}

export interface WasteDirectory {
  path: string;
  files: number;
  bytes: Bytes;
}

const mostDirectories = 20;
const deepest = 3;

interface Sum {
  files: number;
  bytes: Bytes;
}

/** The sums of one cause, by pair of layers and by directory. */
class CauseSums {
  readonly whole: Sum = { files: 0, bytes: 0 };
  readonly deleted: Sum = { files: 0, bytes: 0 };
  readonly parts = new Map<number, WastePart>();
  readonly directories = new Map<number, Sum>();
}

function add(sum: Sum, bytes: Bytes): void {
  sum.files++;
  sum.bytes += bytes;
}

/** By node: the directory above it that sums are told for. */
function* shownDirectories(parents: Int32Array): InPieces<Int32Array> {
  const levels = new Uint8Array(parents.length);
  const shown = new Int32Array(parents.length);
  for (const { from, to } of pieces(parents.length, 1)) {
    for (let node = from; node < to; node++) {
      const parent = parents[node] as number;
      const level = Math.min(deepest + 2, (levels[parent] as number) + 1);
      levels[node] = level;
      shown[node] = level <= deepest + 1 ? parent : (shown[parent] as number);
    }
    yield;
  }
  return shown;
}

const largestFirst = (a: Sum, b: Sum): number => b.bytes - a.bytes || b.files - a.files;

/** Groups by cause, the heaviest first. `keep`: of the events, which count. */
export function groupByCause(
  rootfs: Rootfs,
  copies: WastedCopies,
  keep: (event: number) => boolean = () => true,
): WasteGroup[] {
  return whole(groupByCauseInPieces(rootfs, copies, keep));
}

/** The same, to be left between two pieces. */
export function* groupByCauseInPieces(
  rootfs: Rootfs,
  { events, causes }: WastedCopies,
  keep: (event: number) => boolean,
): InPieces<WasteGroup[]> {
  const shown = yield* shownDirectories(rootfs.columns.parents);
  const sums = wasteCauses.map(() => new CauseSums());
  for (const { from, to } of pieces(events.length)) {
    for (let at = from; at < to; at++) {
      const event = events[at] as number;
      if (keep(event)) addCopy(sums[causes[at] as number]!, rootfs, event, shown);
    }
    yield;
  }
  const groups = sums.flatMap((sum, cause) => (sum.whole.files > 0 ? [groupOf(rootfs, sum, cause)] : []));
  return groups.sort(largestFirst);
}

function addCopy(sum: CauseSums, { columns }: Rootfs, event: number, shown: Int32Array): void {
  const { layerCount, eventNodes, eventLayers, eventSizes, eventGoneIn, eventGoneReasons } = columns;
  const bytes = eventSizes[event] as number;
  const [storedIn, goneIn] = [eventLayers[event] as number, eventGoneIn[event] as number];
  const code = eventGoneReasons[event] as number;
  const key = (storedIn * layerCount + goneIn) * 2 + code;
  let part = sum.parts.get(key);
  if (!part) sum.parts.set(key, (part = { storedIn, goneIn, reason: goneReasons[code]!, files: 0, bytes: 0 }));
  const folder = shown[eventNodes[event] as number] as number;
  let directory = sum.directories.get(folder);
  if (!directory) sum.directories.set(folder, (directory = { files: 0, bytes: 0 }));
  for (const one of [sum.whole, part, directory]) add(one, bytes);
  if (code === GoneReasonCode.deleted) add(sum.deleted, bytes);
}

function groupOf(rootfs: Rootfs, { whole, deleted, parts, directories }: CauseSums, cause: number): WasteGroup {
  const { id, title, advice } = wasteCauses[cause]!;
  const byLayers = (a: WastePart, b: WastePart): number => a.storedIn - b.storedIn || a.goneIn - b.goneIn;
  const heaviest = [...directories].sort(([a, x], [b, y]) => largestFirst(x, y) || a - b).slice(0, mostDirectories);
  return {
    cause: id,
    title,
    ...whole,
    deleted: deleted.bytes,
    overwritten: whole.bytes - deleted.bytes,
    advice,
    parts: [...parts.values()].sort((a, b) => largestFirst(a, b) || byLayers(a, b)),
    directories: heaviest.map(([node, sum]) => ({ path: rootfs.pathOf(node), ...sum })),
  };
}

/** The events of one cause, the heaviest first; of the same weight in the order of their layers. */
export function eventsOfCause(
  rootfs: Rootfs,
  { events, causes }: WastedCopies,
  cause: string,
  keep: (event: number) => boolean = () => true,
): Uint32Array {
  const { eventSizes } = rootfs.columns;
  const index = wasteCauses.findIndex(({ id }) => id === cause);
  const found = events.filter((event, at) => causes[at] === index && keep(event));
  return heaviestFirst(found, (event): Bytes => eventSizes[event] as number);
}
