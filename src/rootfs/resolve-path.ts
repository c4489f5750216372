import { textAt } from '../bytes/string-column.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import type { Rootfs } from './rootfs.ts';

/** Where a path leads in a tree, symbolic links followed. */
export type Resolved =
  | { readonly node: number; readonly path: string }
  /** `at`: the path, as far as it was followed, that is not there, is no directory, or leads round and round. */
  | { readonly node: null; readonly why: 'missing' | 'no directory' | 'loop'; readonly at: string };

/** Symbolic links followed on one way, as many as Linux follows (path_resolution(7)). */
const mostLinks = 40;

/** The parts of a path, the first of them last. */
const partsOf = (path: string): string[] =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reverse();

/**
 * Follows a path through the final tree, from the directory `from` where it is relative. `..` of the root is the root, so
 * that no link leads out of the tree. `onName` is told of each name that is there: the directory in which it is looked up,
 * and what has it, null for `..`.
 */
export function resolvePath(
  rootfs: Rootfs,
  path: string,
  from = '/',
  onName?: (directory: number, entry: number | null) => void,
): Resolved {
  const { lastEvents, eventTypes, eventLinks } = rootfs.columns;
  const left = partsOf(path.startsWith('/') ? path : `${from}/${path}`);
  let node = 0;
  let links = 0;
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    if (!isDirectory(rootfs, node)) return { node: null, why: 'no directory', at: rootfs.pathOf(node) };
    if (part === '..') {
      onName?.(node, null);
      node = Math.max(0, rootfs.parentOf(node));
      continue;
    }
    const child = rootfs.childNamed(node, part);
    if (child === null || !rootfs.isThere(child)) {
      return { node: null, why: 'missing', at: `${node === 0 ? '' : rootfs.pathOf(node)}/${part}` };
    }
    onName?.(node, child);
    const event = lastEvents[child] as number;
    if (eventTypes[event] !== EntryTypeCode.symlink) {
      node = child;
      continue;
    }
    if (++links > mostLinks) return { node: null, why: 'loop', at: rootfs.pathOf(child) };
    const target = textAt(eventLinks, event);
    if (target === '') return { node: null, why: 'missing', at: rootfs.pathOf(child) };
    if (target.startsWith('/')) node = 0;
    for (const step of partsOf(target)) left.push(step);
  }
  return { node, path: rootfs.pathOf(node) };
}

function isDirectory(rootfs: Rootfs, node: number): boolean {
  return node === 0 || rootfs.isDirectory(rootfs.columns.lastEvents[node] as number);
}
