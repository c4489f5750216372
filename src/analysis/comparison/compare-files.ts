import { equalBytes, bytesAt, startOf } from '../../bytes/string-column.ts';
import { FaultError } from '../../fault.ts';
import { sparseAt } from '../../bytes/sparse-column.ts';
import { EntryTypeCode } from '../../layer/layer-table.ts';
import { PathTree } from '../../paths/path-tree.ts';
import { ChangeKindCode, noEvent, type RootfsColumns } from '../../rootfs/columns.ts';
import { xattrsOf } from '../../rootfs/event-xattrs.ts';
import { NodeKindCode, visibleSizes } from '../../rootfs/tree-state.ts';
import { DifferingBuilder } from './differing.ts';
import { contentsUnknown, Difference, isChange, noType, timeDiffers, type ComparedFiles } from './compared-files.ts';

const columnNames = [
  'layerCount',
  'names',
  'parents',
  'lastEvents',
  'eventLayers',
  'eventKinds',
  'eventTypes',
  'eventSizes',
  'eventModes',
  'eventUids',
  'eventGids',
  'eventMtimes',
  'eventOffsets',
  'eventHeaderSizes',
  'eventLinks',
  'eventCopies',
  'eventXattrs',
  'eventDevices',
] as const;

/** What of an image's root file systems a comparison reads. */
export type SideColumns = Pick<RootfsColumns, (typeof columnNames)[number]>;

export const sideColumns = (columns: RootfsColumns): SideColumns =>
  Object.fromEntries(columnNames.map((name) => [name, columns[name]])) as unknown as SideColumns;

/** One of two images. `layerIds`: by layer, a number that is the same where the layers are; -1 where nothing tells. */
export interface ComparedSide {
  readonly columns: SideColumns;
  readonly layerIds: readonly number[];
}

/** As many nodes as PathTree tells apart, with room to spare. */
const mostNodes = 8_000_000;

/** Lays the final trees of two images over each other. Which contents are equal is known only of layers that both have. */
export function compareFiles(before: ComparedSide, after: ComparedSide, fileName: string): ComparedFiles {
  const tree = new PathTree();
  const nodesBefore = placeNodes(before.columns, tree, fileName);
  const nodesAfter = placeNodes(after.columns, tree, fileName);
  const { count } = tree;
  const one = describe(before.columns, nodesBefore, count);
  const other = describe(after.columns, nodesAfter, count);
  const kinds = new Uint8Array(count).fill(NodeKindCode.unchanged);
  const differences = new Uint16Array(count);
  const attributes = new DifferingBuilder();
  const hasAttributes = hasXattrs(before) || hasXattrs(after);
  const differ = differenceOf(before, after);
  for (let node = 1; node < count; node++) {
    const [was, is] = [one.events[node] as number, other.events[node] as number];
    if (was === noEvent) kinds[node] = NodeKindCode.added;
    else if (is === noEvent) kinds[node] = NodeKindCode.removed;
    else {
      differences[node] = differ(was, is);
      if (hasAttributes) {
        const pair = [xattrsOf(before.columns, was), xattrsOf(after.columns, is)] as const;
        if (!equalBytes(...pair)) {
          attributes.push(node, ...pair);
          differences[node]! |= Difference.attributes;
        }
      }
      if (isChange(differences[node] as number)) kinds[node] = NodeKindCode.modified;
    }
  }
  return {
    ...tree.finish(),
    before: one.events,
    after: other.events,
    typesBefore: one.types,
    typesAfter: other.types,
    sizesBefore: one.sizes,
    sizesAfter: other.sizes,
    kinds,
    differences,
    attributes: attributes.finish(),
  };
}

/** The event that describes a node in the final tree; noEvent where it is not there. */
function finalEvent({ lastEvents, eventKinds }: SideColumns, node: number): number {
  const event = lastEvents[node] as number;
  return event !== noEvent && eventKinds[event] === ChangeKindCode.removed ? noEvent : event;
}

/** By node of an image, its node in the tree of both; -1 where nothing is there at the end. */
function placeNodes(columns: SideColumns, tree: PathTree, fileName: string): Int32Array {
  const { parents, names } = columns;
  const placed = new Int32Array(parents.length).fill(-1);
  placed[0] = 0;
  for (let node = 1; node < parents.length; node++) {
    const parent = placed[parents[node] as number] as number;
    if (parent < 0 || finalEvent(columns, node) === noEvent) continue;
    if (tree.count > mostNodes) {
      throw new FaultError({
        kind: 'limit',
        fileName,
        what: 'the paths of two images',
        limit: mostNodes,
        unit: 'entries',
      });
    }
    // Lengths of paths are of no use here.
    placed[node] = tree.internBelow(parent, names.bytes, startOf(names, node), names.ends[node] as number, 0);
  }
  return placed;
}

interface Described {
  readonly events: Int32Array<ArrayBuffer>;
  readonly types: Uint8Array<ArrayBuffer>;
  readonly sizes: Float64Array<ArrayBuffer>;
}

function describe(columns: SideColumns, placed: Int32Array, count: number): Described {
  const events = new Int32Array(count).fill(noEvent);
  const types = new Uint8Array(count).fill(noType);
  for (let node = 1; node < placed.length; node++) {
    const at = placed[node] as number;
    if (at <= 0) continue;
    const event = finalEvent(columns, node);
    events[at] = event;
    types[at] = typeOf(columns, event);
  }
  types[0] = EntryTypeCode.directory;
  return { events, types, sizes: visibleSizes(columns, events) };
}

/** A hard link is the file that it shows. */
function typeOf({ eventTypes, eventCopies }: SideColumns, event: number): number {
  return eventCopies[event] === noEvent ? (eventTypes[event] as number) : EntryTypeCode.file;
}

const hasXattrs = ({ columns }: ComparedSide): boolean => columns.eventXattrs.rows.length > 0;

const isDevice = (type: number): boolean =>
  type === EntryTypeCode.characterDevice || type === EntryTypeCode.blockDevice;

/** The bits of two events of one path. */
function differenceOf(before: ComparedSide, after: ComparedSide): (was: number, is: number) => number {
  const [a, b] = [before.columns, after.columns];
  const contents = contentsOf(before, after);
  return (was, is) => {
    const type = typeOf(a, was);
    let bits = a.eventModes[was] === b.eventModes[is] ? 0 : Difference.mode;
    if (a.eventUids[was] !== b.eventUids[is] || a.eventGids[was] !== b.eventGids[is]) bits |= Difference.owner;
    if (type !== typeOf(b, is)) return bits | Difference.type;
    // A directory's time says when something in it came or went, and nothing of a layer in which it is only implied.
    if (type === EntryTypeCode.directory) return bits;
    if (a.eventMtimes[was] !== b.eventMtimes[is]) bits |= timeDiffers;
    if (type === EntryTypeCode.file) return bits | contents(a.eventCopies[was] as number, b.eventCopies[is] as number);
    if (isDevice(type)) {
      const [one, other] = [sparseAt(a.eventDevices, was), sparseAt(b.eventDevices, is)];
      return equalBytes(one, other) ? bits : bits | Difference.device;
    }
    const isSymlink = type === EntryTypeCode.symlink;
    return isSymlink && !equalBytes(bytesAt(a.eventLinks, was), bytesAt(b.eventLinks, is))
      ? bits | Difference.link
      : bits;
  };
}

/** What is known of the contents of two stored copies: equal, or not, or neither. */
function contentsOf(before: ComparedSide, after: ComparedSide): (was: number, is: number) => number {
  const [a, b] = [before.columns, after.columns];
  return (was, is) => {
    const size = a.eventSizes[was] ?? 0;
    if (size !== (b.eventSizes[is] ?? 0)) return Difference.size | Difference.contents;
    if (size === 0) return 0;
    const layer = before.layerIds[a.eventLayers[was] as number] ?? -1;
    const isSame = layer >= 0 && layer === after.layerIds[b.eventLayers[is] as number];
    return isSame && a.eventOffsets[was] === b.eventOffsets[is] ? 0 : contentsUnknown;
  };
}
