import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squarify, type Area } from '../../src/components/squarify.ts';

const into: Area = { x: 10, y: 20, width: 600, height: 240 };
const sizeOf = ({ width, height }: Area): number => width * height;
const slack = 1e-6;

/** By sweeping: areas that begin before the last one ends, in the order of their left edges. */
function overlapping(areas: readonly Area[]): [Area, Area][] {
  const sorted = areas.filter((area) => sizeOf(area) > 0).sort((a, b) => a.x - b.x);
  return sorted.flatMap((area, at) => {
    const found: [Area, Area][] = [];
    for (const next of sorted.slice(at + 1)) {
      if (next.x >= area.x + area.width - slack) break;
      if (next.y < area.y + area.height - slack && area.y < next.y + next.height - slack) found.push([area, next]);
    }
    return found;
  });
}

const isInside = (area: Area): boolean =>
  area.x >= into.x - slack &&
  area.y >= into.y - slack &&
  area.x + area.width <= into.x + into.width + slack &&
  area.y + area.height <= into.y + into.height + slack;

function expectLaidOut(weights: readonly number[]): void {
  const areas = squarify(weights, into);
  const known = weights.map((weight) => (weight > 0 && weight < Infinity ? weight : 0));
  const total = known.reduce((sum, weight) => sum + weight, 0);
  expect(areas).toHaveLength(weights.length);
  expect(areas.filter((area) => !isInside(area))).toEqual([]);
  expect(overlapping(areas)).toEqual([]);
  areas.forEach((area, at) => {
    expect(sizeOf(area)).toBeCloseTo(total === 0 ? 0 : ((known[at] ?? 0) / total) * sizeOf(into), 3);
  });
}

describe('areas in proportion to weights', () => {
  it('gives one the whole', () => {
    expect(squarify([7], into)).toEqual([into]);
  });

  it('gives none to nothing, and to what is not known', () => {
    expect(squarify([], into)).toEqual([]);
    expectLaidOut([0, NaN, -4, Infinity]);
    expectLaidOut([5, NaN, 3, 0, 1]);
  });

  it('lays out the example of the paper, in rows along the shorter side', () => {
    const areas = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    expect(areas.slice(0, 2)).toEqual([
      { x: 0, y: 0, width: 3, height: 2 },
      { x: 0, y: 2, width: 3, height: 2 },
    ]);
    expect(areas[2]!.width / areas[2]!.height).toBeCloseTo(1.714 / 2.333, 2);
  });

  it('lays out ten thousand', () => {
    expectLaidOut(Array.from({ length: 10_000 }, (_, at) => 1e9 / (at + 1) ** 1.2));
  });

  it('lays out ten thousand of the same weight', () => {
    expectLaidOut(Array.from({ length: 10_000 }, () => 1));
  });

  it('ends where there is no room', () => {
    expect(squarify([3, 2, 1], { ...into, width: 0 }).map(sizeOf)).toEqual([0, 0, 0]);
  });

  it('neither overlaps nor leaves the whole, whatever the weights', () => {
    const weight = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1e12, noNaN: false }));
    fc.assert(fc.property(fc.array(weight, { maxLength: 60 }), expectLaidOut));
  });
});
