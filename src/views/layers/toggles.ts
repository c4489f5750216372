import { nodeKinds, type NodeKind } from '../../rootfs/tree-view.ts';

/** Directories that the user opened or closed. Replaced whole: one signal, however many there are. */
export type Toggles = ReadonlyMap<number, boolean>;

export const noToggles: Toggles = new Map();

export function withToggled(toggles: Toggles, nodes: Iterable<number>, open: boolean): Toggles {
  const changed = new Map(toggles);
  for (const node of nodes) changed.set(node, open);
  return changed;
}

export const allKinds: ReadonlySet<NodeKind> = new Set(nodeKinds);

export function withKind(kinds: ReadonlySet<NodeKind>, kind: NodeKind): ReadonlySet<NodeKind> {
  const changed = new Set(kinds);
  if (!changed.delete(kind)) changed.add(kind);
  return changed;
}
