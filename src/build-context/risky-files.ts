import type { RiskyFile, SentSums } from './context-audit.ts';
import { ContextIndex } from './context-index.ts';
import { contextPath, type ContextTree } from './context-tree.ts';
import { packageFolders, riskyKinds, type RiskyKind } from './risky-kinds.ts';
import { figuresAt, insideOf, sumsOf } from './sent-sums.ts';

/** A risky file or folder of a tree, whatever is sent of it. */
export interface RiskyNode {
  readonly node: number;
  readonly kind: RiskyKind;
}

/** More than these nobody reads. */
const mostNodes = 1000;

const found = new WeakMap<ContextTree['names'], readonly RiskyNode[]>();

function isOfKind(index: ContextIndex, { isFolder, directory, except }: RiskyKind, node: number): boolean {
  if (index.isDirectory(node) !== (isFolder ?? false)) return false;
  if (directory !== undefined && index.nameOf(index.parentOf(node)) !== directory) return false;
  return !except?.(index.nameOf(node));
}

/** Every risky file of a tree, a folder as one, in the order of their kinds. Those of other people's packages are none. */
export function riskyNodesOf(tree: ContextTree): readonly RiskyNode[] {
  const known = found.get(tree.names);
  if (known) return known;
  const index = ContextIndex.of(tree);
  const kindOf = new Map<number, RiskyKind>();
  for (const kind of riskyKinds) {
    for (const name of kind.names) {
      for (const node of index.named(name))
        if (!kindOf.has(node) && isOfKind(index, kind, node)) kindOf.set(node, kind);
    }
  }
  const folders = [...kindOf.keys()].filter((node) => index.isDirectory(node));
  const inside = insideOf(tree, [...folders, ...packageFolders.flatMap((name) => index.named(name))]);
  const nodes = [...kindOf].filter(([node]) => inside[node] === 0).map(([node, kind]) => ({ node, kind }));
  const order = new Map(riskyKinds.map((kind, at) => [kind, at]));
  nodes.sort((a, b) => order.get(a.kind)! - order.get(b.kind)! || a.node - b.node);
  found.set(tree.names, nodes);
  return nodes;
}

/** What is told of a risky file instead, where the build needs it: null where its kind says it all. */
export type RiskAdvice = (node: number) => string | null;

export interface SentNow {
  readonly sums: SentSums;
  /** With the proposed .dockerignore; null where none is proposed. */
  readonly proposed: SentSums | null;
}

/** What is risky, and whether it is sent. */
export function findRiskyFiles(tree: ContextTree, sent: SentNow, advice: RiskAdvice = () => null): RiskyFile[] {
  const nodes = riskyNodesOf(tree);
  if (nodes.length === 0) return [];
  const now = sent.sums;
  const isSent = (node: number): boolean => now.files[node]! > 0;
  const all = nodes.every(({ node }) => isSent(node)) ? now : sumsOf(tree, null);
  const files = nodes.map(({ node, kind }): RiskyFile => {
    return {
      ...figuresAt(isSent(node) ? now : all, node),
      node,
      path: contextPath(tree, node),
      what: kind.what,
      why: advice(node) ?? kind.why,
      isSent: isSent(node),
      isSentAsProposed: sent.proposed && sent.proposed.files[node]! > 0,
    };
  });
  return [...files.filter((file) => file.isSent), ...files.filter((file) => !file.isSent)].slice(0, mostNodes);
}
