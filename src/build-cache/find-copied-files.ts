// What COPY and ADD take of a build context, as BuildKit does: wildcards by Go's filepath.Match, part by part; a folder
// with all that lies in it; `--exclude` and `--parents` by the rules of .dockerignore, on paths below each source.
// https://docs.docker.com/reference/dockerfile/#copy
import type { ContextTree } from '../build-context/context-tree.ts';
import type { CopiedFiles, CopyRequest } from './copied-files.ts';
import { partPattern } from './part-pattern.ts';
import { PathPatterns, type PathState } from './path-patterns.ts';
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
      nodes = nodes.flatMap((node) => sent.sentIn(node).filter((child) => isMatch(sent.nameOf(child))));
    }
  }
  return nodes;
}

interface Filter {
  /** Null: everything. */
  readonly included: PathPatterns | null;
  readonly excluded: PathPatterns;
}

interface Open {
  readonly node: number;
  readonly included: PathState;
  readonly excluded: PathState;
}

/** Marks what of a folder comes through the filter, with the directories that it lies in; false where nothing does. */
function takeFiltered(sent: SentTree, root: number, { included, excluded }: Filter, taken: Uint8Array): boolean {
  const { parents } = sent.tree;
  const open: Open[] = [{ node: root, included: included?.start ?? [], excluded: excluded.start }];
  let any = false;
  for (let at = open.pop(); at; at = open.pop()) {
    for (const child of sent.childrenOf(at.node)) {
      if (sent.isSent[child] === 0) continue;
      const name = sent.nameOf(child);
      const states = { included: included?.step(at.included, name) ?? [], excluded: excluded.step(at.excluded, name) };
      const isExcluded = excluded.meets(states.excluded);
      if (isExcluded && !excluded.hasExceptions) continue;
      if (sent.hasChildren(child)) open.push({ node: child, ...states });
      if (isExcluded || (included && !included.meets(states.included))) continue;
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
function takeWithParents(sent: SentTree, source: string, excluded: PathPatterns, taken: Uint8Array): boolean {
  const { folder, pattern } = splitAtPivot(source);
  const parts = sourceParts(pattern);
  if (parts.length === 0 || pattern.startsWith('!')) return false;
  let isNamed = false;
  const included = new PathPatterns([parts.join('/')]);
  for (const root of nodesNamed(sent, folder)) {
    if (takeFiltered(sent, root, { included, excluded }, taken)) isNamed = true;
    // A file that a wildcard before the pivot matches comes as it is.
    if (root > 0 && !sent.hasChildren(root)) taken[root] = 1;
  }
  return isNamed;
}

/** What of a folder as it is sent a COPY or ADD takes. */
export function takenOf(sent: SentTree, request: CopyRequest): CopiedFiles {
  const count = sent.tree.parents.length;
  const taken = new Uint8Array(count);
  const marked = new Uint8Array(count);
  const excluded = new PathPatterns(request.exclude);
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
      if (excluded.isEmpty) marked[node] = 1;
      else {
        taken[node] = 1;
        takeFiltered(sent, node, { included: null, excluded }, taken);
      }
    }
  }
  if (excluded.isEmpty && !request.parents) takeBelow(sent, marked, taken);
  return { taken, missing };
}

/** The files that a COPY or ADD takes out of a folder. `ignored`: by node, 1 for what .dockerignore leaves out. */
export function copiedFiles(tree: ContextTree, ignored: Uint8Array, request: CopyRequest): CopiedFiles {
  return takenOf(SentTree.of(tree, ignored), request);
}
