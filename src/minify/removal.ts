// What of an image goes at each of three profiles, by what is needed, what came together, and what no program reads.
import { textAt } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { resolvePath } from '../rootfs/resolve-path.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { dispensableKinds, dispensables, isLicence } from './dispensable.ts';
import type { Owners } from './owners.ts';
import { ReachCode, type ReachColumns } from './reach-columns.ts';

/** In the order of how much goes. */
export const profiles = ['sure', 'balanced', 'smallest'] as const;
export type Profile = (typeof profiles)[number];

/** Why a file goes: 0 where it stays, 1 and up for a kind of `dispensables`, this for what is not reached. */
export const notReachedReason = dispensables.length + 1;

export interface Sum {
  readonly files: number;
  readonly bytes: Bytes;
}

export interface Removal {
  /** By node: why it goes; 0 where it stays. */
  readonly reasons: Uint8Array<ArrayBuffer>;
  /** The highest nodes below which nothing stays, themselves among them: what is taken out of every layer. */
  readonly tops: readonly number[];
  readonly removed: Sum;
  /** By reason. */
  readonly byReason: readonly Sum[];
}

/** What is known of an image for that: made once, for all profiles. */
export interface RemovalFacts {
  readonly rootfs: Rootfs;
  readonly reach: ReachColumns;
  readonly owners: Owners;
  /** As `dispensableKinds` says. */
  readonly kinds: Uint8Array;
  /** By package: whether anything of it is needed, or may be. */
  readonly neededPackages: Uint8Array;
}

export function removalFacts(rootfs: Rootfs, reach: ReachColumns, owners: Owners): RemovalFacts {
  const neededPackages = new Uint8Array(owners.names.length);
  for (let node = 1; node < rootfs.nodeCount; node++) {
    const owner = owners.of[node] as number;
    if (owner >= 0 && (reach.states[node] as number) > 0 && isRegular(rootfs, node)) neededPackages[owner] = 1;
  }
  return { rootfs, reach, owners, kinds: dispensableKinds(rootfs.columns), neededPackages };
}

const typeOf = ({ columns }: Rootfs, node: number): number =>
  columns.eventTypes[columns.lastEvents[node] as number] as number;

function isRegular(rootfs: Rootfs, node: number): boolean {
  const type = typeOf(rootfs, node);
  return type === EntryTypeCode.file || type === EntryTypeCode.hardlink;
}

/** Why a file or a link goes at a profile; 0 where it stays. */
function reasonOf(facts: RemovalFacts, node: number, profile: Profile): number {
  const { rootfs, reach, owners, kinds, neededPackages } = facts;
  const state = reach.states[node] as number;
  if (state === ReachCode.needed) return 0;
  const kind = kinds[node] as number;
  if (kind > 0) return kind;
  if (profile === 'sure' || state === ReachCode.unsure) return 0;
  const owner = owners.of[node] as number;
  const isOfNeeded = owner >= 0 && neededPackages[owner] === 1;
  const stays = isOfNeeded && (profile === 'balanced' || isLicence(textAt(rootfs.columns.names, node)));
  return stays ? 0 : notReachedReason;
}

/** What goes of files, links and directories. Devices, pipes and sockets stay. */
export function removalAt(facts: RemovalFacts, profile: Profile): Removal {
  const { rootfs } = facts;
  const reasons = new Uint8Array(rootfs.nodeCount);
  for (let node = 1; node < reasons.length; node++) {
    if (!rootfs.isThere(node)) continue;
    const type = typeOf(rootfs, node);
    if (isRegular(rootfs, node) || type === EntryTypeCode.symlink) reasons[node] = reasonOf(facts, node, profile);
  }
  keepSharedContents(rootfs, reasons);
  keepLinksToKept(rootfs, reasons);
  removeDirectories(facts, reasons, profile);
  return { reasons, tops: topsOf(rootfs, reasons), ...sumsOf(rootfs, reasons) };
}

const copyOf = ({ columns }: Rootfs, node: number): number =>
  columns.eventCopies[columns.lastEvents[node] as number] ?? -1;

/** All names of the same contents stay where one does: to take out the others would save nothing. */
function keepSharedContents(rootfs: Rootfs, reasons: Uint8Array): void {
  const kept = new Set<number>();
  for (let node = 1; node < reasons.length; node++)
    if (reasons[node] === 0 && rootfs.isThere(node) && isRegular(rootfs, node)) kept.add(copyOf(rootfs, node));
  for (let node = 1; node < reasons.length; node++)
    if (reasons[node] !== 0 && isRegular(rootfs, node) && kept.has(copyOf(rootfs, node))) reasons[node] = 0;
}

/** A link to what stays costs nothing, and may be the name that it is called by. */
function keepLinksToKept(rootfs: Rootfs, reasons: Uint8Array): void {
  for (let node = 1; node < reasons.length; node++) {
    if (reasons[node] === 0 || typeOf(rootfs, node) !== EntryTypeCode.symlink) continue;
    const { node: target } = resolvePath(rootfs, rootfs.pathOf(node));
    if (target !== null && isRegular(rootfs, target) && reasons[target] === 0) reasons[node] = 0;
  }
}

/**
 * Directories go, for the reason for which all in them goes, but for those that are needed, and those that were empty before and
 * lie in nothing dispensable. What goes for sure takes only such directories along as are dispensable themselves.
 */
function removeDirectories({ rootfs, reach, kinds }: RemovalFacts, reasons: Uint8Array, profile: Profile): void {
  /** Of what lies below: undecided while nothing is known. */
  const below = new Uint8Array(reasons.length).fill(undecided);
  for (let node = reasons.length - 1; node > 0; node--) {
    if (!rootfs.isThere(node)) continue;
    const kind = kinds[node] as number;
    if (typeOf(rootfs, node) === EntryTypeCode.directory) {
      const reason = below[node] === undecided ? kind : (below[node] as number);
      const isKept = (reach.states[node] as number) > 0 || (profile === 'sure' && kind === 0);
      reasons[node] = isKept ? 0 : reason;
    }
    const parent = rootfs.parentOf(node);
    below[parent] = together(below[parent] as number, reasons[node] as number);
  }
}

const undecided = 255;

/** Of two reasons: none where one of them stays, and where they differ that nothing is reached. */
function together(one: number, other: number): number {
  if (one === undecided || one === other) return other;
  return one === 0 || other === 0 ? 0 : notReachedReason;
}

function topsOf(rootfs: Rootfs, reasons: Uint8Array): number[] {
  const tops: number[] = [];
  for (let node = 1; node < reasons.length; node++) {
    const parent = rootfs.parentOf(node);
    if (reasons[node] !== 0 && (parent === 0 || reasons[parent] === 0)) tops.push(node);
  }
  return tops;
}

/** Contents with several names count once. */
function sumsOf(rootfs: Rootfs, reasons: Uint8Array): Pick<Removal, 'removed' | 'byReason'> {
  const byReason = Array.from({ length: notReachedReason + 1 }, () => ({ files: 0, bytes: 0 }));
  const seen = new Set<number>();
  for (let node = 1; node < reasons.length; node++) {
    const reason = reasons[node] as number;
    if (reason === 0 || !isRegular(rootfs, node)) continue;
    const sum = byReason[reason]!;
    sum.files++;
    const copy = copyOf(rootfs, node);
    if (copy < 0 || seen.has(copy)) continue;
    seen.add(copy);
    sum.bytes += rootfs.columns.eventSizes[copy] as number;
  }
  const add = (one: Sum, other: Sum): Sum => ({ files: one.files + other.files, bytes: one.bytes + other.bytes });
  return { byReason, removed: byReason.reduce(add, { files: 0, bytes: 0 }) };
}

/** What of the final tree is needed, unsure, and not reached; by ReachCode. */
export function reachSums(rootfs: Rootfs, { states }: Pick<ReachColumns, 'states'>): Sum[] {
  const sums = [0, 1, 2].map(() => ({ files: 0, bytes: 0 }));
  const seen = new Set<number>();
  for (let node = 1; node < states.length; node++) {
    if (!rootfs.isThere(node) || !isRegular(rootfs, node)) continue;
    const sum = sums[states[node] as number]!;
    sum.files++;
    const copy = copyOf(rootfs, node);
    if (copy < 0 || seen.has(copy)) continue;
    seen.add(copy);
    sum.bytes += rootfs.columns.eventSizes[copy] as number;
  }
  return sums;
}
