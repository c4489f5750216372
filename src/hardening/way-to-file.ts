import { resolvePath } from '../rootfs/resolve-path.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { directoriesAbove } from './rights.ts';

/** A name that Linux looks up on its way to a file. */
export interface WayStep {
  /** In which the name is looked up: without the right to enter it, the way ends there. */
  readonly directory: number;
  /** What has the name: a directory, a symbolic link, at last the file; null for `..`, which leads up whoever may write. */
  readonly entry: number | null;
}

/**
 * The way to what a path names, through every symbolic link of a chain of them. What is looked up again and again, by links
 * with millions of names in them, is one step.
 */
export function wayTo(rootfs: Rootfs, path: string): WayStep[] {
  const steps: WayStep[] = [];
  const known = new Map<number, Set<number | null>>();
  resolvePath(rootfs, path, '/', (directory, entry) => {
    const entries = known.get(directory) ?? new Set();
    known.set(directory, entries);
    if (entries.has(entry)) return;
    entries.add(entry);
    steps.push({ directory, entry });
  });
  return steps;
}

/** How a file lies to a directory on its way, behind its name. */
export const lyingWords = (rootfs: Rootfs, node: number, directory: number): string =>
  directoriesAbove(rootfs, node).includes(directory) ? 'lies below' : 'is reached by a symbolic link below';
