import { bytesAt, textAt } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, type RootfsColumns } from '../rootfs/columns.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';

/** Files that a layer stored. */
export interface BroughtFiles {
  readonly files: number;
  readonly bytes: Bytes;
  /** Of these bytes, those that a path of the final tree leads to. */
  readonly visibleBytes: Bytes;
}

export interface BroughtFolder extends BroughtFiles {
  /** Absolute; of a file that lies right in the root: `/`. */
  readonly path: string;
}

/** What a layer stored, by top folder. */
export interface BroughtRow {
  readonly layer: number;
  /** The largest first, mostFolders at most. */
  readonly folders: readonly BroughtFolder[];
  /** All the other folders together; null where there are none. */
  readonly others: (BroughtFiles & { readonly folders: number }) | null;
}

export const mostFolders = 8;

/** Almost everything lies in these, so that their folders are told apart. */
const parted = new Set(['usr', 'var', 'opt']);
const partedLength = 3;

const known = new WeakMap<Rootfs, BroughtRow[]>();

/** What each layer brought; found out once for each image. */
export function broughtBy(rootfs: Rootfs): BroughtRow[] {
  let rows = known.get(rootfs);
  if (!rows) known.set(rootfs, (rows = findBrought(rootfs)));
  return rows;
}

function findBrought(rootfs: Rootfs): BroughtRow[] {
  const sums = new FolderSums(rootfs);
  return Array.from({ length: rootfs.columns.layerCount }, (_, layer) => sums.of(layer));
}

/**
 * By node: the top folder that what lies in it belongs to, which is the node itself or one above it. A parent has a
 * smaller number than its children, so that one pass is enough.
 */
function topFolders({ names, parents }: RootfsColumns): Int32Array {
  const isParted = (node: number): boolean =>
    parents[node] === 0 && bytesAt(names, node).length === partedLength && parted.has(textAt(names, node));
  const tops = new Int32Array(parents.length);
  for (let node = 1; node < tops.length; node++) {
    const parent = parents[node] as number;
    tops[node] = parent === 0 || isParted(parent) ? node : (tops[parent] as number);
  }
  return tops;
}

/** Sums up one layer after the other in the same columns, which have a row for each node. */
class FolderSums {
  private readonly rootfs: Rootfs;
  private readonly tops: Int32Array;
  private readonly files: Uint32Array;
  private readonly bytes: Float64Array;
  private readonly visible: Float64Array;

  constructor(rootfs: Rootfs) {
    const { nodeCount } = rootfs;
    this.rootfs = rootfs;
    this.tops = topFolders(rootfs.columns);
    this.files = new Uint32Array(nodeCount);
    this.bytes = new Float64Array(nodeCount);
    this.visible = new Float64Array(nodeCount);
  }

  of(layer: number): BroughtRow {
    const folders = this.sum(layer);
    folders.sort((a, b) => (this.bytes[b] as number) - (this.bytes[a] as number) || a - b);
    const largest = folders
      .slice(0, mostFolders)
      .map((node) => ({ path: this.rootfs.pathOf(node), ...this.sumsOf(node) }));
    const others = this.together(folders.slice(mostFolders));
    for (const node of folders) this.files[node] = this.bytes[node] = this.visible[node] = 0;
    return { layer, folders: largest, others };
  }

  /** Adds up what the layer stored; gives the folders that it stored anything in. */
  private sum(layer: number): number[] {
    const { layerStarts, parents, eventNodes, eventTypes, eventKinds, eventSizes, eventGoneIn } = this.rootfs.columns;
    const folders: number[] = [];
    const end = layerStarts[layer + 1] as number;
    for (let event = layerStarts[layer] as number; event < end; event++) {
      if (eventTypes[event] !== EntryTypeCode.file || eventKinds[event] === ChangeKindCode.removed) continue;
      const folder = this.tops[parents[eventNodes[event] as number] as number] as number;
      const size = eventSizes[event] as number;
      if (this.files[folder] === 0) folders.push(folder);
      this.files[folder]!++;
      this.bytes[folder]! += size;
      if (eventGoneIn[event] === -1) this.visible[folder]! += size;
    }
    return folders;
  }

  private sumsOf(node: number): BroughtFiles {
    const [files, bytes, visibleBytes] = [this.files[node]!, this.bytes[node]!, this.visible[node]!];
    return { files, bytes, visibleBytes };
  }

  private together(folders: readonly number[]): BroughtRow['others'] {
    if (folders.length === 0) return null;
    const sums = { folders: folders.length, files: 0, bytes: 0, visibleBytes: 0 };
    for (const node of folders) {
      const { files, bytes, visibleBytes } = this.sumsOf(node);
      sums.files += files;
      sums.bytes += bytes;
      sums.visibleBytes += visibleBytes;
    }
    return sums;
  }
}
