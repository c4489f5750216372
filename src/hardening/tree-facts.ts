import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../rootfs/columns.ts';
import { coreNamesIn } from './core-names.ts';
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

/** What few files of a final tree are, found where the tree is made. */
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

/** The event that says what is at a node of the final tree; noEvent where nothing is there, or no layer speaks of it. */
function eventThere({ lastEvents, eventKinds }: RootfsColumns, node: number): number {
  const event = lastEvents[node] as number;
  return event !== noEvent && eventKinds[event] === ChangeKindCode.removed ? noEvent : event;
}

const isFile = (type: number): boolean => type === EntryTypeCode.file || type === EntryTypeCode.hardlink;

function findRights(columns: RootfsColumns): Pick<TreeFacts, 'setId' | 'writableFiles' | 'writableDirectories'> {
  const { lastEvents, eventTypes, eventModes } = columns;
  const [setId, writableFiles, writableDirectories] = [new Listing(), new Listing(), new Listing()];
  for (let node = 0; node < lastEvents.length; node++) {
    const event = eventThere(columns, node);
    if (event === noEvent) continue;
    const type = eventTypes[event] as number;
    const mode = eventModes[event] as number;
    const isWritable = (mode & writableByAll) !== 0;
    if (isFile(type)) {
      if ((mode & setIdBits) !== 0) setId.add(node);
      if (isWritable) writableFiles.add(node);
    } else if (isWritable && type === EntryTypeCode.directory && (mode & stickyBit) === 0) {
      writableDirectories.add(node);
    }
  }
  return {
    setId: setId.finish(),
    writableFiles: writableFiles.finish(),
    writableDirectories: writableDirectories.finish(),
  };
}

/** `ids`: of users or of groups, by event. */
function findOwners(columns: RootfsColumns, ids: Float64Array): OwnerFacts[] {
  const byId = new Map<number, { id: number; count: number; node: number }>();
  // Neighbours nearly always belong to the same one.
  let lastId = -1;
  let last = { id: lastId, count: 0, node: 0 };
  for (let node = 0; node < columns.lastEvents.length; node++) {
    const event = eventThere(columns, node);
    if (event === noEvent) continue;
    const id = ids[event] as number;
    if (lastId !== id) {
      last = byId.get(id) ?? { id, count: 0, node };
      byId.set(id, last);
      lastId = id;
    }
    last.count++;
  }
  let owners = [...byId.values()];
  if (owners.length > mostOwners) owners = owners.sort((a, b) => b.count - a.count).slice(0, mostOwners);
  return owners.sort((a, b) => a.id - b.id);
}

/** Those of some nodes at which something of a wanted type is. */
function listThere(columns: RootfsColumns, nodes: readonly number[], isWanted: (type: number) => boolean): NodeList {
  const listing = new Listing();
  for (const node of nodes) {
    const event = eventThere(columns, node);
    if (event !== noEvent && isWanted(columns.eventTypes[event] as number)) listing.add(node);
  }
  return listing.finish();
}

/**
 * One short loop after the other: each of them takes a millisecond for some hundred thousand nodes, and all in one takes
 * twice as long. `wanted`: what names to look for, for tests.
 */
export function findTreeFacts(
  columns: RootfsColumns,
  wanted: NameMatcher = new NameMatcher(wantedNames, wantedEndings),
): TreeFacts {
  const { names, eventUids, eventGids } = columns;
  return {
    ...findRights(columns),
    users: findOwners(columns, eventUids),
    groups: findOwners(columns, eventGids),
    named: listThere(columns, wanted.matching(names), (type) => isFile(type) || type === EntryTypeCode.directory),
    cores: listThere(columns, coreNamesIn(names), isFile),
  };
}
