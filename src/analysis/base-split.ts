import type { Bytes } from '../bytes/units.ts';
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

/** Waste counts where it is stored. `layers`: how many of the lowest ones are the base image. */
export function splitAtBase({ layers: all, wasted }: ImageAnalysis, layers: number): BaseSplit {
  const sum = (of: ImageAnalysis['layers']): { stored: Bytes; wasted: Bytes } => ({
    stored: of.reduce((total, { size }) => total + size, 0),
    wasted: of.reduce((total, { wasted }) => total + wasted, 0),
  });
  let hiddenByYours = 0;
  for (const { storedIn, goneIn, bytes } of wasted) {
    if (storedIn.every((layer) => layer < layers) && goneIn >= layers) hiddenByYours += bytes;
  }
  return { base: { ...sum(all.slice(0, layers)), hiddenByYours }, yours: sum(all.slice(layers)) };
}
