import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, type RootfsColumns } from '../rootfs/columns.ts';
import type { ImageAnalysis } from './analyse-image.ts';

/** What is stored in the base image's layers and in those above it: the two add up to the whole, to the byte. */
export interface BaseSplit {
  base: {
    stored: Bytes;
    /** Of it, what no path leads to any more, whichever layer hid it. */
    wasted: Bytes;
    /** Of that, what layers above the base image hid: bytes that deleting or overwriting them did not save. */
    hiddenByYours: Bytes;
  };
  yours: { stored: Bytes; wasted: Bytes };
}

/** Bytes of files that a layer below `layers` stored, and one from there on hid. */
function hiddenAcross(columns: RootfsColumns, layers: number): Bytes {
  const { eventTypes, eventKinds, eventLayers, eventSizes, eventGoneIn } = columns;
  let bytes = 0;
  for (let event = 0; event < eventGoneIn.length; event++) {
    if ((eventGoneIn[event] as number) < layers || (eventLayers[event] as number) >= layers) continue;
    if (eventTypes[event] !== EntryTypeCode.file || eventKinds[event] === ChangeKindCode.removed) continue;
    bytes += eventSizes[event] as number;
  }
  return bytes;
}

/** Waste counts where it is stored. `layers`: how many of the lowest ones are the base image. */
export function splitAtBase({ layers: all }: ImageAnalysis, columns: RootfsColumns, layers: number): BaseSplit {
  const sum = (of: ImageAnalysis['layers']): { stored: Bytes; wasted: Bytes } => ({
    stored: of.reduce((total, { size }) => total + size, 0),
    wasted: of.reduce((total, { wasted }) => total + wasted, 0),
  });
  const base = { ...sum(all.slice(0, layers)), hiddenByYours: layers > 0 ? hiddenAcross(columns, layers) : 0 };
  return { base, yours: sum(all.slice(layers)) };
}
