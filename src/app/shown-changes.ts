import type { NodeKind } from '../rootfs/tree-state.ts';

export const noneToggled: ReadonlyMap<number, boolean> = new Map();

export function kindSwitched(kinds: ReadonlySet<NodeKind>, kind: NodeKind): ReadonlySet<NodeKind> {
  const others = [...kinds].filter((one) => one !== kind);
  return new Set(kinds.has(kind) ? others : [...others, kind]);
}

export const nodesToggled = (
  toggled: ReadonlyMap<number, boolean>,
  nodes: readonly number[],
  open: boolean,
): ReadonlyMap<number, boolean> => new Map([...toggled, ...nodes.map((node) => [node, open] as const)]);
