import type { Bytes } from '../bytes/units.ts';
import type { LayerTable } from '../layer/layer-table.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import type { DiveNumbers } from '../rootfs/dive-model.ts';
import { Rootfs } from '../rootfs/rootfs.ts';
import type { StackCut } from '../rootfs/stack-limits.ts';
import { stackLayers, type LayerChanges } from '../rootfs/stack.ts';
import type { WastedPath } from './image-model.ts';
import { findWaste } from './waste.ts';

/** Everything that the layers alone say of an image, before contents are hashed. */
export interface ImageAnalysis {
  /** stored = visible + overwritten + deleted, to the byte. */
  sizes: { stored: Bytes; visible: Bytes; overwritten: Bytes; deleted: Bytes };
  layers: (LayerChanges & { size: Bytes; wasted: Bytes })[];
  dive: DiveNumbers;
  wasted: WastedPath[];
}

/** Stacks the layers (null: one that could not be read) and counts every byte. */
export function analyseImage(tables: readonly (LayerTable | null)[]): {
  rootfs: RootfsColumns;
  analysis: ImageAnalysis;
  cut: StackCut | null;
} {
  const { rootfs: columns, changes, dive, cut } = stackLayers(tables);
  const rootfs = new Rootfs(columns);
  const sizes = { stored: 0, visible: 0, overwritten: 0, deleted: 0 };
  const layers = changes.map((change) => ({ ...change, size: 0, wasted: 0 }));
  for (const { layer, size, reason } of rootfs.storedCopies()) {
    sizes.stored += size;
    sizes[reason ?? 'visible'] += size;
    layers[layer]!.size += size;
    if (reason) layers[layer]!.wasted += size;
  }
  const analysis = { sizes, layers, dive, wasted: findWaste(rootfs) };
  return { rootfs: columns, analysis, cut };
}
