// What the builder does with a folder, in one place: which ignore file it reads, what that leaves out, what a COPY takes.
import type { CopiedFiles, CopyRequest } from '../build-cache/copied-files.ts';
import type { BuildContext, IgnoredNodes } from '../build-context/build-context.ts';
import type { IgnoreProblem } from '../build-context/context-audit.ts';
import { ContextIndex } from '../build-context/context-index.ts';
import { contextPath, type ContextTree } from '../build-context/context-tree.ts';
import { globOf, isIgnored, parseDockerignore } from '../build-context/dockerignore.ts';

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

export function ignoreProblemsOf(_text: string): IgnoreProblem[] {
  return [];
}

export function ignoredNodesOf(tree: ContextTree, text: string): IgnoredNodes {
  const patterns = parseDockerignore(text);
  const ignored = new Uint8Array(tree.parents.length);
  if (patterns.length === 0) return ignored;
  const hasException = patterns.some((pattern) => pattern.startsWith('!'));
  for (let node = 1; node < ignored.length; node++) {
    const isInside = !hasException && ignored[tree.parents[node] as number] === 1;
    ignored[node] = isInside || isIgnored(patterns, contextPath(tree, node)) ? 1 : 0;
  }
  return ignored;
}

export function copiedFilesOf(tree: ContextTree, ignored: Uint8Array, request: CopyRequest): CopiedFiles {
  const index = ContextIndex.of(tree);
  const taken = new Uint8Array(tree.parents.length);
  const missing: string[] = [];
  const excluded = request.exclude.map(globOf);
  const isThere = (node: number): boolean => node === 0 || ignored[node] === 0 || index.isDirectory(node);
  for (const source of request.sources) {
    const nodes = /[*?[\\]/.test(source) ? index.matching(source.replace(/^\/+/, '')) : [index.find(source) ?? -1];
    const named = nodes.filter((node) => node >= 0 && isThere(node));
    if (named.length === 0) missing.push(source);
    for (const node of named) taken[node] = 1;
  }
  for (let node = 1; node < taken.length; node++) {
    if (taken[tree.parents[node] as number] === 1) taken[node] = 1;
    if (excluded.length > 0 && taken[node] && excluded.some((isOut) => isOut(contextPath(tree, node)))) taken[node] = 0;
  }
  for (let node = 1; node < taken.length; node++) if (ignored[node] && !index.isDirectory(node)) taken[node] = 0;
  return { taken, missing };
}
