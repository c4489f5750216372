import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../rootfs/columns.ts';
import { isCoreName } from './core-names.ts';
import { NameMatcher } from './name-matcher.ts';
import { wantedEndings, wantedNames } from './wanted-names.ts';

/** How many of its kind are listed; the counts are of all. */
export const mostListed = 1000;
const mostOwners = 10_000;

/** Nodes of the final tree, in the order of their numbers, mostListed at most. */
export interface NodeList {
  readonly nodes: readonly number[];
  readonly count: number;
}

/** What belongs to one user or group. */
export interface OwnerFacts {
  readonly id: number;
  readonly count: number;
  /** The first of them. */
  readonly node: number;
}

/** What few files of a final tree are, found in one pass where the tree is made. */
export interface TreeFacts {
  /** Regular files (and hard links to them) with the setuid or setgid bit. */
  readonly setId: NodeList;
  /** Regular files that everybody may write to. */
  readonly writableFiles: NodeList;
  /** Directories that everybody may write to and whose sticky bit is not set. */
  readonly writableDirectories: NodeList;
  /** Owners of all that is there, by number; those that own least are left out where there are more than 10,000. */
  readonly users: readonly OwnerFacts[];
  readonly groups: readonly OwnerFacts[];
  /** Files and directories whose names checks look for (wanted-names.ts). */
  readonly named: NodeList;
  /** Regular files called as core dumps are. Not among `named`: programs and libraries have many folders called core. */
  readonly cores: NodeList;
}

const setIdBits = 0o6000;
const writableByAll = 0o002;
const stickyBit = 0o1000;

class Listing {
  readonly nodes: number[] = [];
  count = 0;

  add(node: number): void {
    if (this.count++ < mostListed) this.nodes.push(node);
  }

  finish(): NodeList {
    return { nodes: this.nodes, count: this.count };
  }
}

class Owners {
  private readonly byId = new Map<number, { id: number; count: number; node: number }>();
  /** Of the node before: neighbours nearly always belong to the same one. */
  private last = { id: -1, count: 0, node: 0 };

  add(id: number, node: number): void {
    if (this.last.id !== id) this.last = this.find(id, node);
    this.last.count++;
  }

  private find(id: number, node: number): { id: number; count: number; node: number } {
    const known = this.byId.get(id);
    if (known) return known;
    const owner = { id, count: 0, node };
    this.byId.set(id, owner);
    return owner;
  }

  finish(): OwnerFacts[] {
    let owners = [...this.byId.values()];
    if (owners.length > mostOwners) owners = owners.sort((a, b) => b.count - a.count).slice(0, mostOwners);
    return owners.sort((a, b) => a.id - b.id);
  }
}

/** `wanted`: what names to look for, for tests. */
export function findTreeFacts(
  { names, lastEvents, eventKinds, eventTypes, eventModes, eventUids, eventGids }: RootfsColumns,
  wanted: NameMatcher = new NameMatcher(wantedNames, wantedEndings),
): TreeFacts {
  const [setId, writableFiles, writableDirectories] = [new Listing(), new Listing(), new Listing()];
  const [named, cores] = [new Listing(), new Listing()];
  const [users, groups] = [new Owners(), new Owners()];
  for (let node = 0; node < lastEvents.length; node++) {
    const event = lastEvents[node] as number;
    if (event === noEvent || eventKinds[event] === ChangeKindCode.removed) continue;
    users.add(eventUids[event] as number, node);
    groups.add(eventGids[event] as number, node);
    const type = eventTypes[event] as number;
    const mode = eventModes[event] as number;
    if (type === EntryTypeCode.file || type === EntryTypeCode.hardlink) {
      if ((mode & setIdBits) !== 0) setId.add(node);
      if ((mode & writableByAll) !== 0) writableFiles.add(node);
      if (isCoreName(names, node)) cores.add(node);
    } else if (type !== EntryTypeCode.directory) continue;
    else if ((mode & writableByAll) !== 0 && (mode & stickyBit) === 0) writableDirectories.add(node);
    if (wanted.matches(names, node)) named.add(node);
  }
  return {
    setId: setId.finish(),
    writableFiles: writableFiles.finish(),
    writableDirectories: writableDirectories.finish(),
    users: users.finish(),
    groups: groups.finish(),
    named: named.finish(),
    cores: cores.finish(),
  };
}
