import type { Bytes } from '../bytes/units.ts';
import type { LayerReport } from '../report/report.ts';

/** Layers that stand beside each other in a picture as one, because each alone would be too narrow to be seen. */
export interface Segment {
  readonly first: number;
  readonly last: number;
  readonly size: Bytes;
  readonly wasted: Bytes;
  readonly largest: LayerReport;
}

const most = 500;

function joined(one: Segment, other: Segment): Segment {
  return {
    first: one.first,
    last: other.last,
    size: one.size + other.size,
    wasted: one.wasted + other.wasted,
    largest: other.largest.size > one.largest.size ? other.largest : one.largest,
  };
}

/** The layers that have a size; of more than can be told apart, neighbours are joined up to a 500th of the whole. */
export function segmentsOf(layers: readonly LayerReport[]): Segment[] {
  const segments = layers
    .filter(({ size }) => size > 0)
    .map((layer): Segment => {
      const { index, size, wasted } = layer;
      return { first: index, last: index, size, wasted, largest: layer };
    });
  if (segments.length <= most) return segments;
  const narrow = segments.reduce((sum, { size }) => sum + size, 0) / most;
  const wide: Segment[] = [];
  for (const segment of segments) {
    const before = wide.at(-1);
    if (before && before.size < narrow && segment.size < narrow) wide.splice(-1, 1, joined(before, segment));
    else wide.push(segment);
  }
  return wide;
}
