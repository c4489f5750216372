// Squarified treemaps: Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000). A row of areas along the shorter side takes
// one more as long as that makes none of them longer and thinner.

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const isWeight = (weight: number): boolean => weight > 0 && weight < Infinity;

/** How far the longest and thinnest of a row is from a square; `side`: the length that they share. */
function worst(side: number, sum: number, least: number, most: number): number {
  const thickness = sum / side;
  return Math.max(most / thickness ** 2, thickness ** 2 / least);
}

/** Where the row that begins at `from` ends, and the sum of it. `parts`: in units of area. */
function rowFrom(parts: readonly number[], from: number, side: number): { end: number; sum: number } {
  let [sum, least, most, shape] = [0, Infinity, 0, Infinity];
  let end = from;
  for (; end < parts.length; end++) {
    const part = parts[end] as number;
    if (part === 0) continue;
    [least, most] = [Math.min(least, part), Math.max(most, part)];
    const next = worst(side, sum + part, least, most);
    if (next > shape) break;
    [sum, shape] = [sum + part, next];
  }
  return { end, sum };
}

/** An area for each weight, in proportion; none for a weight of nothing, or that is not known. The heaviest should be first. */
export function squarify(weights: readonly number[], into: Area): Area[] {
  const total = weights.reduce((sum, weight) => sum + (isWeight(weight) ? weight : 0), 0);
  const parts = weights.map((weight) => (isWeight(weight) ? (weight / total) * into.width * into.height : 0));
  let { x, y, width, height } = into;
  const areas: Area[] = [];
  while (areas.length < parts.length) {
    const from = areas.length;
    const isColumn = width >= height;
    const side = isColumn ? height : width;
    const { end, sum } = side > 0 ? rowFrom(parts, from, side) : { end: parts.length, sum: 0 };
    // What is left for the last row is no more than what rounding left.
    const thickness = side > 0 ? Math.min(sum / side, isColumn ? width : height) : 0;
    let along = 0;
    for (let at = from; at < end; at++) {
      const length = thickness > 0 ? (parts[at] as number) / thickness : 0;
      const across = length > 0 ? thickness : 0;
      areas.push(
        isColumn
          ? { x, y: y + along, width: across, height: length }
          : { x: x + along, y, width: length, height: across },
      );
      along += length;
    }
    if (isColumn) [x, width] = [x + thickness, width - thickness];
    else [y, height] = [y + thickness, height - thickness];
  }
  return areas;
}
