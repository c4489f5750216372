import type { NodeKind } from '../rootfs/tree-state.ts';

/** What is shown of a comparison at first: what did not change is left out. */
export const changedKinds: ReadonlySet<NodeKind> = new Set(['added', 'modified', 'removed']);
export const noneToggled: ReadonlyMap<number, boolean> = new Map();

export function kindSwitched(kinds: ReadonlySet<NodeKind>, kind: NodeKind): ReadonlySet<NodeKind> {
  const others = [...kinds].filter((one) => one !== kind);
  return new Set(kinds.has(kind) ? others : [...others, kind]);
}

export const nodeToggled = (
  toggled: ReadonlyMap<number, boolean>,
  node: number,
  open: boolean,
): ReadonlyMap<number, boolean> => new Map([...toggled, [node, open]]);
