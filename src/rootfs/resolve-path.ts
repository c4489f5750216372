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
    if (!isDirectory(rootfs, node)) return stopped(rootfs, 'no directory', node);
    if (part === '..') {
      onName?.(node, null);
      node = Math.max(0, rootfs.parentOf(node));
      continue;
    }
    const child = rootfs.childNamed(node, part);
    if (child === null || !rootfs.isThere(child)) {
      return stopped(rootfs, 'missing', node, part);
    }
    onName?.(node, child);
    const event = lastEvents[child] as number;
    if (eventTypes[event] !== EntryTypeCode.symlink) {
      node = child;
      continue;
    }
    if (++links > mostLinks) return stopped(rootfs, 'loop', child);
    const target = textAt(eventLinks, event);
    if (target === '') return stopped(rootfs, 'missing', child);
    if (target.startsWith('/')) node = 0;
    for (const step of partsOf(target)) left.push(step);
  }
  return {
    node,
    get path() {
      return rootfs.pathOf(node);
    },
  };
}

type Stopped = Extract<Resolved, { node: null }>;

/** `name`: what is looked up there. Few ask for a path, and many thousands of ways are followed: it is made when it is asked for. */
const stopped = (rootfs: Rootfs, why: Stopped['why'], node: number, name?: string): Stopped => ({
  node: null,
  why,
  get at() {
    if (name === undefined) return rootfs.pathOf(node);
    return `${node === 0 ? '' : rootfs.pathOf(node)}/${name}`;
  },
});

function isDirectory(rootfs: Rootfs, node: number): boolean {
  return node === 0 || rootfs.isDirectory(rootfs.columns.lastEvents[node] as number);
}
