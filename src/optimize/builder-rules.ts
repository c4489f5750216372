// What the builder does with a folder, in one place: which ignore file it reads, and what that leaves out.
import type { BuildContext, IgnoredNodes } from '../build-context/build-context.ts';
import type { ContextTree } from '../build-context/context-tree.ts';
import { parseDockerignore } from '../build-context/dockerignore.ts';
import { ignoredNodes } from '../build-context/ignore-matcher.ts';

export interface IgnoreFile {
  readonly path: string;
  readonly text: string;
}

/** The ignore file that is in force: the Dockerfile's own, the folder's, or the one that was dropped beside it. */
export function ignoreFileOf({ texts }: BuildContext, dockerfile: string, dropped: string | null): IgnoreFile | null {
  for (const path of [`${dockerfile}.dockerignore`, '.dockerignore']) {
    const found = texts.find((text) => text.path === path);
    if (found) return found;
  }
  return dropped === null ? null : { path: '.dockerignore', text: dropped };
}

export const ignoredNodesOf = (tree: ContextTree, text: string): IgnoredNodes =>
  ignoredNodes(tree, parseDockerignore(text));

export { copiedFiles as copiedFilesOf } from '../build-cache/find-copied-files.ts';
export { ignoreProblems as ignoreProblemsOf } from '../build-context/ignore-problems.ts';
