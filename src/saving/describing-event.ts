import { ChangeKindCode, type RootfsColumns } from '../rootfs/columns.ts';
import type { Selection } from './selection.ts';

export const none = -1;

/** The event that describes the node in what is saved; -1 where it is not there. */
export function describingEvent(
  columns: RootfsColumns,
  node: number,
  { layer, mode }: Pick<Selection, 'layer' | 'mode'>,
): number {
  const { lastEvents, previousEvents, eventLayers, eventKinds } = columns;
  let event = lastEvents[node] as number;
  while (event >= 0 && (eventLayers[event] as number) > layer) event = previousEvents[event] as number;
  if (event < 0 || eventKinds[event] === ChangeKindCode.removed) return none;
  return mode === 'layer' && eventLayers[event] !== layer ? none : event;
}
