import {
  ContextKind,
  contextPath,
  ContextTreeBuilder,
  type ContextTree,
} from '../../src/build-context/context-tree.ts';
import { isIgnored, parseDockerignore } from '../../src/build-context/dockerignore.ts';

/** A folder of files of one byte each; a name that ends in a slash is an empty directory. */
export function treeOf(paths: readonly string[]): ContextTree {
  const builder = new ContextTreeBuilder();
  for (const path of paths) {
    if (path.endsWith('/')) builder.add(0, path.slice(0, -1), ContextKind.directory);
    else builder.addPath(path, 1);
  }
  return builder.finish();
}

export const allPaths = (tree: ContextTree): string[] =>
  [...tree.parents.keys()].map((node) => contextPath(tree, node));

export function nodeOf(tree: ContextTree, path: string): number {
  const node = allPaths(tree).indexOf(path);
  if (node < 0) throw new Error(`no ${path} in the folder`);
  return node;
}

export function ignoredIn(tree: ContextTree, dockerignore: string): Uint8Array<ArrayBuffer> {
  const patterns = parseDockerignore(dockerignore);
  return Uint8Array.from(allPaths(tree), (path) => (path !== '' && isIgnored(patterns, path) ? 1 : 0));
}
