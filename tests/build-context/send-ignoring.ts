import { contextPath, contextTreeOf } from '../../src/build-context/context-tree.ts';
import { parseDockerignore } from '../../src/build-context/dockerignore.ts';
import { ignoredNodes } from '../../src/build-context/ignore-matcher.ts';
import { refusalOf } from '../../src/build-context/ignore-problems.ts';

/** What is sent of these files: they, and the directories that they or themselves bring; or the error. */
export function sendIgnoring(files: readonly string[], text: string): { sent: string[]; error: string | null } {
  const tree = contextTreeOf(files.map((path) => ({ path })));
  const error = refusalOf(tree, text)?.message ?? null;
  if (error !== null) return { sent: [], error };
  const ignored = ignoredNodes(tree, parseDockerignore(text));
  const sent = new Set<number>();
  for (let node = tree.parents.length - 1; node > 0; node--) {
    if (!ignored[node] || sent.has(node)) sent.add(node).add(tree.parents[node] as number);
  }
  sent.delete(0);
  return { sent: [...sent].map((node) => contextPath(tree, node)).sort(), error: null };
}
