import { textAt } from '../../../bytes/string-column.ts';
import { entryTypes } from '../../../layer/layer-table.ts';
import { removesNothing } from '../../../rootfs/columns.ts';
import { resolvePath } from '../../../rootfs/resolve-path.ts';
import type { Rootfs } from '../../../rootfs/rootfs.ts';
import { describedBy } from '../../../rootfs/stored-versions.ts';

/** What stands at a path that has no contents of its own. */
export interface NoContents {
  readonly title: string;
  /** Hostile: it may hold names of the image. */
  readonly why: string;
  /** Where a symbolic link leads; null where nothing is there. */
  readonly target: { readonly path: string; readonly node: number } | null;
}

const lost = {
  missing: 'which no layer left there',
  'no directory': 'which is no directory',
  loop: 'which leads round and round',
} as const;

function link(rootfs: Rootfs, node: number, event: number): NoContents {
  const target = textAt(rootfs.columns.eventLinks, event);
  const path = rootfs.pathOf(node);
  const resolved = resolvePath(rootfs, target, path.slice(0, path.lastIndexOf('/')) || '/');
  const title = `A symbolic link to ${target || 'nothing'}`;
  if (resolved.node === null) {
    return { title, why: `In the finished image it leads to ${resolved.at}, ${lost[resolved.why]}.`, target: null };
  }
  return { title, why: 'In the finished image it leads to', target: { path: resolved.path, node: resolved.node } };
}

const sentences: Partial<Record<(typeof entryTypes)[number], readonly [title: string, why: string]>> = {
  'character-device': [
    'A character device',
    'It stands for a device of the machine, and has no contents in the image.',
  ],
  'block-device': ['A block device', 'It stands for a device of the machine, and has no contents in the image.'],
  fifo: ['A named pipe', 'Programs talk through it while they run; it has no contents in the image.'],
};

function nothingThere({ columns }: Rootfs, event: number): NoContents {
  if (event < 0) {
    const why = 'No layer has it: the path only leads to a whiteout of something that was not there.';
    return { title: 'Nothing is there', why, target: null };
  }
  const why = `Layer ${columns.eventLayers[event]} has a whiteout of this path, and no layer below it left anything there: it removes nothing.`;
  return { title: 'A whiteout of nothing', why, target: null };
}

/** In words, why a path opens to no contents, as an event left it, or as what it removed was; -1: no layer has it. */
export function noContents(rootfs: Rootfs, node: number, at: number): NoContents {
  const event = describedBy(rootfs, at);
  if (event < 0 || removesNothing(rootfs.columns, event)) return nothingThere(rootfs, event);
  const type = entryTypes[rootfs.columns.eventTypes[event] as number] ?? 'file';
  if (type === 'symlink') return link(rootfs, node, event);
  if (type === 'directory') {
    const count = rootfs.childrenOf(node).filter((child) => rootfs.isThere(child)).length;
    const why = `${count === 1 ? 'One entry is' : `${count} entries are`} in it in the finished image. The tree shows them.`;
    return { title: 'A directory', why, target: null };
  }
  if (type === 'hardlink') {
    const target = textAt(rootfs.columns.eventLinks, event);
    const why = `It shares the contents of /${target}, which no layer stored up to there: the image is damaged or a layer of it was not read.`;
    return { title: 'A hard link that leads nowhere', why, target: null };
  }
  const [title, why] = sentences[type] ?? ['No contents', 'No layer stored contents for this path.'];
  return { title, why, target: null };
}
