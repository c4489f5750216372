import { noEvent, type RootfsColumns } from '../rootfs/columns.ts';

/** The last event of a node that comes before another; noEvent where none does, or where there is no such node. */
export function eventBefore({ lastEvents, previousEvents }: RootfsColumns, node: number, other: number): number {
  if (node < 0) return noEvent;
  let event = lastEvents[node] as number;
  while (event >= other) event = previousEvents[event] as number;
  return event;
}
