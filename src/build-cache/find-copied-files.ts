// What COPY and ADD take of a build context, as BuildKit does: wildcards by Go's filepath.Match, part by part; a folder
// with all that lies in it; `--exclude` and `--parents` by the rules of .dockerignore, on paths below each source.
// https://docs.docker.com/reference/dockerfile/#copy
import { isIgnored } from '../build-context/dockerignore.ts';
import type { ContextTree } from '../build-context/context-tree.ts';
import type { CopiedFiles, CopyRequest } from './copied-files.ts';
import { partPattern } from './part-pattern.ts';
import { SentTree } from './sent-tree.ts';
import { hasWildcard, sourceParts, splitAtPivot } from './source-path.ts';

/** The nodes that a source names. */
function nodesNamed(sent: SentTree, source: string): number[] {
  let nodes = [0];
  let isLiteral = true;
  for (const part of sourceParts(source)) {
    // What stands before the first wildcard is a name, backslashes and all.
    isLiteral &&= !hasWildcard(part);
    if (isLiteral) nodes = nodes.flatMap((node) => sent.childNamed(node, part) ?? []);
    else {
      const isMatch = partPattern(part);
      nodes = nodes.flatMap((node) => [...sent.childrenOf(node)].filter((child) => isMatch(sent.nameOf(child))));
    }
  }
  return nodes;
}

/** As the builder reads patterns of flags; one that begins with a slash is below no source, and matches nothing. */
function readPatterns(patterns: readonly string[]): string[] {
  return patterns.flatMap((given) => {
    const isException = given.trim().startsWith('!');
    const path = isException ? given.trim().slice(1).trim() : given.trim();
    const parts = sourceParts(path);
    if (path.startsWith('/') || parts.length === 0) return [];
    return (isException ? '!' : '') + parts.join('/');
  });
}

interface Filter {
  /** Null: everything. */
  readonly included: readonly string[] | null;
  readonly excluded: readonly string[];
}

/** Marks what of a folder comes through the filter, with the directories that it lies in; false where nothing does. */
function takeFiltered(sent: SentTree, root: number, { included, excluded }: Filter, taken: Uint8Array): boolean {
  const mayReturn = excluded.some((pattern) => pattern.startsWith('!'));
  const { parents } = sent.tree;
  const open: { node: number; path: string }[] = [{ node: root, path: '' }];
  let any = false;
  for (let next = open.pop(); next; next = open.pop()) {
    for (const child of sent.childrenOf(next.node)) {
      const path = next.path === '' ? sent.nameOf(child) : `${next.path}/${sent.nameOf(child)}`;
      const isExcluded = isIgnored(excluded, path);
      if (isExcluded && !mayReturn) continue;
      open.push({ node: child, path });
      if (isExcluded || (included && !isIgnored(included, path))) continue;
      any = true;
      for (let node = child; node !== root && taken[node] === 0; node = parents[node] as number) taken[node] = 1;
    }
  }
  return any;
}

/** Marks everything below what is marked. */
function takeBelow({ tree, isSent }: SentTree, marked: Uint8Array, taken: Uint8Array): void {
  const { parents } = tree;
  for (let node = 0; node < taken.length; node++) {
    if (node > 0 && marked[parents[node] as number] === 1 && isSent[node] === 1) marked[node] = 1;
    if (marked[node] === 1) taken[node] = 1;
  }
}

/** Of a source with `--parents`; true where it names something. */
function takeWithParents(sent: SentTree, source: string, excluded: readonly string[], taken: Uint8Array): boolean {
  const { folder, pattern } = splitAtPivot(source);
  const parts = sourceParts(pattern);
  if (parts.length === 0 || pattern.startsWith('!')) return false;
  let isNamed = false;
  for (const root of nodesNamed(sent, folder)) {
    if (takeFiltered(sent, root, { included: [parts.join('/')], excluded }, taken)) isNamed = true;
    // A file that a wildcard before the pivot matches comes as it is.
    if (root > 0 && [...sent.childrenOf(root)].length === 0) taken[root] = 1;
  }
  return isNamed;
}

/** The files that a COPY or ADD takes out of a folder. `ignored`: by node, 1 for what .dockerignore leaves out. */
export function copiedFiles(tree: ContextTree, ignored: Uint8Array, request: CopyRequest): CopiedFiles {
  const sent = new SentTree(tree, ignored);
  const taken = new Uint8Array(tree.parents.length);
  const marked = new Uint8Array(tree.parents.length);
  const excluded = readPatterns(request.exclude);
  const missing: string[] = [];
  for (const source of request.sources) {
    if (request.parents) {
      if (!takeWithParents(sent, source, excluded, taken)) missing.push(source);
      continue;
    }
    const nodes = nodesNamed(sent, source);
    if (nodes.length === 0) missing.push(source);
    for (const node of nodes) {
      // What is named itself is not excluded.
      if (excluded.length === 0) marked[node] = 1;
      else {
        taken[node] = 1;
        takeFiltered(sent, node, { included: null, excluded }, taken);
      }
    }
  }
  if (excluded.length === 0 && !request.parents) takeBelow(sent, marked, taken);
  return { taken, missing };
}
