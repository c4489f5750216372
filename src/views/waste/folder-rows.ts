import { several, type WasteTree } from '../../analysis/waste-tree.ts';
import { wasteCauses } from '../../analysis/waste-causes/index.ts';
import { goneReasons } from '../../rootfs/columns.ts';
import type { Bytes } from '../../bytes/units.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';

/** A directory, or a file in one, with what is wasted there; null where it differs within. */
export interface FolderRow {
  readonly key: string;
  readonly node: number;
  /** Of directories that hold nothing else, all of them: `var/lib/apt/lists`. */
  readonly name: string;
  readonly depth: number;
  readonly isFolder: boolean;
  readonly bytes: Bytes;
  readonly files: number;
  readonly storedIn: number | null;
  readonly goneIn: number | null;
  readonly reason: 'deleted' | 'overwritten' | null;
  /** The id and title of the cause. */
  readonly cause: { readonly id: string; readonly title: string } | null;
}

/** Stands below the rows of a directory that are shown, where there are more. */
export interface MoreRow {
  readonly key: string;
  readonly depth: number;
  readonly folder: number;
  readonly shown: number;
  readonly total: number;
}

export type TreeRow = FolderRow | MoreRow;

export const rowStep = 50;
/** Names deeper than this are not indented further. */
const deepest = 24;

const known = (value: number): number | null => (value === several ? null : value);

function rowOf(rootfs: Rootfs, tree: WasteTree, node: number, depth: number): FolderRow {
  let at = node;
  let name = rootfs.nameOf(node);
  let children = tree.childrenOf(at);
  while (children.length === 1 && tree.files[children[0]!] === tree.files[at]) {
    at = children[0]!;
    name += `/${rootfs.nameOf(at)}`;
    children = tree.childrenOf(at);
  }
  const reason = known(tree.reasons[at] as number);
  const cause = wasteCauses[tree.causes[at] as number];
  return {
    key: String(at),
    node: at,
    name,
    depth,
    isFolder: children.length > 0,
    bytes: tree.bytes[at] as number,
    files: tree.files[at] as number,
    storedIn: known(tree.storedIn[at] as number),
    goneIn: known(tree.goneIn[at] as number),
    reason: reason === null ? null : (goneReasons[reason] ?? null),
    cause: cause ? { id: cause.id, title: cause.title } : null,
  };
}

interface Opened {
  readonly open: readonly string[];
  /** By directory, how many of its rows are shown. */
  readonly shown: ReadonlyMap<number, number>;
}

/** Directories and files, heaviest first, those in an open directory below it; without recursion, as a hostile path is deep. */
export function folderRows(rootfs: Rootfs, tree: WasteTree, { open, shown }: Opened): TreeRow[] {
  const isOpen = new Set(open);
  const rows: TreeRow[] = [];
  const levels = [levelOf(tree, 0, shown)];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const depth = Math.min(deepest, levels.length - 1);
    const node = level.nodes[level.at++];
    if (node === undefined) {
      levels.pop();
      const { folder, nodes, total } = level;
      if (total > nodes.length) rows.push({ key: `more ${folder}`, depth, folder, shown: nodes.length, total });
      continue;
    }
    const row = rowOf(rootfs, tree, node, depth);
    rows.push(row);
    if (row.isFolder && isOpen.has(row.key)) levels.push(levelOf(tree, row.node, shown));
  }
  return rows;
}

function levelOf(
  tree: WasteTree,
  folder: number,
  shown: ReadonlyMap<number, number>,
): { folder: number; nodes: Uint32Array; at: number; total: number } {
  const all = tree.childrenOf(folder);
  return { folder, nodes: all.subarray(0, shown.get(folder) ?? rowStep), at: 0, total: all.length };
}
