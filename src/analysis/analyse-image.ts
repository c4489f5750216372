import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode, type LayerTable } from '../layer/layer-table.ts';
import { ChangeKindCode, GoneReasonCode, type RootfsColumns } from '../rootfs/columns.ts';
import type { DiveNumbers } from '../rootfs/dive-model.ts';
import type { StackCut } from '../rootfs/stack-limits.ts';
import { LayerStack, type LayerChanges } from '../rootfs/stack.ts';

/** The numbers that the layers alone give of an image, before contents are hashed. */
export interface ImageAnalysis {
  /** stored = visible + overwritten + deleted, to the byte. */
  sizes: { stored: Bytes; visible: Bytes; overwritten: Bytes; deleted: Bytes };
  layers: (LayerChanges & { size: Bytes; wasted: Bytes })[];
  dive: DiveNumbers;
}

export interface AnalysedImage {
  rootfs: RootfsColumns;
  analysis: ImageAnalysis;
  /** Where a limit ended the stacking; null where all layers count. */
  cut: StackCut | null;
}

/** Stacks the layers, base first (null: one that could not be read), and counts every byte. */
export function analyseImage(tables: Iterable<LayerTable | null>): AnalysedImage {
  const stack = new LayerStack();
  for (const table of tables) stack.push(table);
  return analyseStack(stack);
}

/** The same of layers that come one by one, while others are still being read. */
export async function analyseAsTheyCome(tables: AsyncIterable<LayerTable | null>): Promise<AnalysedImage> {
  const stack = new LayerStack();
  for await (const table of tables) stack.push(table);
  return analyseStack(stack);
}

function analyseStack(stack: LayerStack): AnalysedImage {
  const { rootfs, changes, dive, cut } = stack.finish();
  return { rootfs, analysis: { ...sumSizes(rootfs, changes), dive }, cut };
}

function sumSizes(rootfs: RootfsColumns, changes: readonly LayerChanges[]): Pick<ImageAnalysis, 'sizes' | 'layers'> {
  const { eventTypes, eventKinds, eventLayers, eventSizes, eventGoneIn, eventGoneReasons } = rootfs;
  const sizes = { stored: 0, visible: 0, overwritten: 0, deleted: 0 };
  const layers = changes.map((change) => ({ ...change, size: 0, wasted: 0 }));
  for (let event = 0; event < eventSizes.length; event++) {
    if (eventTypes[event] !== EntryTypeCode.file || eventKinds[event] === ChangeKindCode.removed) continue;
    const size = eventSizes[event] as number;
    const layer = layers[eventLayers[event] as number]!;
    sizes.stored += size;
    layer.size += size;
    if (eventGoneIn[event] === -1) sizes.visible += size;
    else {
      layer.wasted += size;
      if (eventGoneReasons[event] === GoneReasonCode.deleted) sizes.deleted += size;
      else sizes.overwritten += size;
    }
  }
  return { sizes, layers };
}
