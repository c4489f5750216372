import { pieces, type InPieces } from '../bytes/in-pieces.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, RemovalCode, removesNothing, type RootfsColumns } from '../rootfs/columns.ts';
import { describingEvent, none } from './describing-event.ts';

/**
 * Whether a layer's tar marks something as removed there (`inside` by node: 1): a whiteout, or an opaque directory. What
 * goes because something else stands in the place of its directory needs no mark.
 */
export function* removesWithin(columns: RootfsColumns, inside: Uint8Array, layer: number): InPieces<boolean> {
  const { layerStarts, eventNodes, eventKinds } = columns;
  const end = layerStarts[layer + 1] ?? eventNodes.length;
  const isDirectory = directoriesOf(columns, layer);
  for (const { from, to } of pieces(end, layerStarts[layer] ?? end)) {
    for (let event = from; event < to; event++) {
      if (eventKinds[event] !== ChangeKindCode.removed || inside[eventNodes[event] as number] === 0) continue;
      if (!removesNothing(columns, event) && isMarked(columns, event, isDirectory)) return true;
    }
    yield;
  }
  return false;
}

/** By a whiteout of its own, or where its directory is still one: by an opaque mark, or a whiteout of the former one. */
function isMarked(columns: RootfsColumns, event: number, isDirectory: (node: number) => boolean): boolean {
  if (columns.eventGoneReasons[event] === RemovalCode.whitedOut) return true;
  return isDirectory(columns.parents[columns.eventNodes[event] as number] as number);
}

/** Whether a node is a directory as a layer leaves it; each is looked up once, as later layers may have much to say of it. */
function directoriesOf(columns: RootfsColumns, layer: number): (node: number) => boolean {
  const known = new Map<number, boolean>([[0, true]]);
  return (node) => {
    const answer = known.get(node);
    if (answer !== undefined) return answer;
    const event = describingEvent(columns, node, { layer, mode: 'image' });
    const isDirectory = event !== none && columns.eventTypes[event] === EntryTypeCode.directory;
    known.set(node, isDirectory);
    return isDirectory;
  };
}
