import type { Bytes } from '../bytes/units.ts';

/** What of a layer is left out. */
export interface LayerCut {
  readonly entries: number;
  /** Contents of files. */
  readonly bytes: Bytes;
}

/** Of all layers together. */
export function sumOfCuts(cuts: readonly LayerCut[]): { entries: number; bytes: Bytes } {
  return cuts.reduce((sum, { entries, bytes }) => ({ entries: sum.entries + entries, bytes: sum.bytes + bytes }), {
    entries: 0,
    bytes: 0,
  });
}
