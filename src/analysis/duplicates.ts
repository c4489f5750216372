import { toHex } from '../bytes/streaming-hash.ts';
import type { Bytes, Digest } from '../bytes/units.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { eventsByContent, type ContentNumbers } from './content-numbers.ts';
import { digestSize } from './hash-files.ts';
import type { DuplicateGroup, StoredDuplicateGroup, StoredDuplicates } from './image-model.ts';

/** Stored copies with equal contents. */
interface CopyGroup {
  readonly content: number;
  readonly size: Bytes;
  readonly events: readonly number[];
}

/** How much of the stored duplicates is listed; the counts are of all. */
export interface ListLimits {
  readonly groups: number;
  readonly copies: number;
}

export const listLimits: ListLimits = { groups: 1000, copies: 100 };

/** Groups of at least two copies that pass `keep`, those that repeat most bytes first. */
function findGroups(rootfs: Rootfs, contents: ContentNumbers, keep: (event: number) => boolean): CopyGroup[] {
  const { events, starts } = eventsByContent(contents);
  const groups: CopyGroup[] = [];
  for (let content = 0; content < contents.count; content++) {
    const [start, end] = [starts[content] as number, starts[content + 1] as number];
    if (end - start < 2) continue;
    const copies = Array.from(events.subarray(start, end)).filter(keep);
    if (copies.length < 2) continue;
    groups.push({ content, size: rootfs.columns.eventSizes[copies[0] as number] as number, events: copies });
  }
  const repeated = ({ size, events: copies }: CopyGroup): Bytes => size * (copies.length - 1);
  return groups.sort((a, b) => repeated(b) - repeated(a) || compareDigests(contents, a.content, b.content));
}

function compareDigests(contents: ContentNumbers, a: number, b: number): number {
  const [first, second] = [contents.digestOf(a), contents.digestOf(b)];
  for (let at = 0; at < digestSize; at++) {
    const difference = (first[at] as number) - (second[at] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

function digestOf(contents: ContentNumbers, { content }: CopyGroup): Digest {
  return `sha256:${toHex(contents.digestOf(content))}`;
}

/** Files of the final tree with equal contents, by the first of their names; those that repeat most bytes first. */
export function findDuplicates(rootfs: Rootfs, contents: ContentNumbers): DuplicateGroup[] {
  const { eventGoneIn } = rootfs.columns;
  const groups = findGroups(rootfs, contents, (event) => (eventGoneIn[event] as number) < 0);
  const names = rootfs.visibleNames(new Set(groups.flatMap(({ events }) => events)));
  return groups.map((group) => ({
    digest: digestOf(contents, group),
    size: group.size,
    paths: group.events.map((event) => names.get(event)?.[0] ?? rootfs.pathOf(rootfs.nodeOfEvent(event))).sort(),
  }));
}

/** Contents that the layers store several times, hidden copies included. */
export function findStoredDuplicates(
  rootfs: Rootfs,
  contents: ContentNumbers,
  limits: ListLimits = listLimits,
): StoredDuplicates {
  const groups = findGroups(rootfs, contents, () => true);
  return {
    groups: groups.length,
    bytes: groups.reduce((sum, { size, events }) => sum + size * (events.length - 1), 0),
    largest: groups.slice(0, limits.groups).map((group) => listCopies(rootfs, contents, group, limits.copies)),
  };
}

function listCopies(rootfs: Rootfs, contents: ContentNumbers, group: CopyGroup, most: number): StoredDuplicateGroup {
  const { eventLayers } = rootfs.columns;
  const places = group.events
    .slice(0, most)
    .map((event) => ({ layer: eventLayers[event] as number, path: rootfs.pathOf(rootfs.nodeOfEvent(event)) }));
  return { digest: digestOf(contents, group), size: group.size, copies: group.events.length, where: places };
}
