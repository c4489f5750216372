import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headHeight, layOutTreemap, mostTiles, type Tile, type TreemapSource } from '../../src/components/treemap.ts';

/** A tree by the children of each node; a leaf has a weight. */
function sourceOf(children: Record<number, number[]>, weights: Record<number, number>): TreemapSource {
  const weightOf = (node: number): number =>
    weights[node] ?? (children[node] ?? []).reduce((sum, child) => sum + weightOf(child), 0);
  return { weightOf, childrenOf: (node) => children[node] ?? [] };
}

const small = sourceOf({ 0: [1, 2], 2: [3, 4, 5] }, { 1: 100, 3: 200, 4: 100, 5: 0 });
const lines = (tiles: readonly Tile[]): string[] =>
  tiles.map(({ node, kind, level, parent, weight }) => `${node} ${kind} level ${level} in ${parent}: ${weight}`);

describe('tiles of a treemap', () => {
  it('stand before what lies in them, the heaviest first; what weighs nothing has none', () => {
    expect(lines(layOutTreemap(small, 0, 400, 300))).toEqual([
      '2 folder level 1 in -1: 300',
      '1 leaf level 1 in -1: 100',
      '3 leaf level 2 in 0: 200',
      '4 leaf level 2 in 0: 100',
    ]);
  });

  it('lie inside the folder, below its name', () => {
    const tiles = layOutTreemap(small, 0, 400, 300);
    for (const tile of tiles.slice(2)) {
      const folder = tiles[tile.parent]!;
      expect(tile.y).toBeGreaterThanOrEqual(folder.y + headHeight);
      expect(tile.x).toBeGreaterThan(folder.x);
      expect(tile.x + tile.width).toBeLessThan(folder.x + folder.width);
      expect(tile.y + tile.height).toBeLessThan(folder.y + folder.height);
    }
  });

  it('leave out the contents of a folder that has no room for them', () => {
    expect(lines(layOutTreemap(small, 0, 40, 20))).toEqual(['2 leaf level 1 in -1: 300', '1 leaf level 1 in -1: 100']);
  });

  it('stand for many small ones together', () => {
    const many = Array.from({ length: 5000 }, (_, at) => at + 2);
    const weights = Object.fromEntries(many.map((node) => [node, 1]));
    const tiles = layOutTreemap(sourceOf({ 0: [1, ...many] }, { ...weights, 1: 95_000 }), 0, 300, 200);
    expect(lines(tiles)).toEqual(['1 leaf level 1 in -1: 95000', '0 others level 1 in -1: 5000']);
    expect(tiles[1]!.count).toBe(5000);
  });

  it('are one where all are small', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => at + 1);
    const flat = sourceOf({ 0: many }, Object.fromEntries(many.map((node) => [node, 1])));
    expect(lines(layOutTreemap(flat, 0, 400, 300))).toEqual(['0 others level 1 in -1: 20000']);
  });

  it('are no more than can be drawn, and lose no weight', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => at + 1);
    const flat = sourceOf({ 0: many }, Object.fromEntries(many.map((node) => [node, 1])));
    const tiles = layOutTreemap(flat, 0, 4000, 3000);
    expect(tiles).toHaveLength(mostTiles);
    expect(tiles.reduce((sum, { weight }) => sum + weight, 0)).toBe(20_000);
    expect(tiles.at(-1)).toMatchObject({ kind: 'others', count: 20_000 - mostTiles + 1 });
  });

  it('end where a folder has ten thousand levels', () => {
    const children = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [at, [at + 1]]));
    const tiles = layOutTreemap({ weightOf: () => 1, childrenOf: (node) => children[node] ?? [] }, 0, 1000, 600);
    expect(tiles.length).toBeGreaterThan(5);
    expect(tiles.length).toBeLessThan(40);
  });

  it('are none where nothing weighs, or there is no room', () => {
    expect(layOutTreemap(sourceOf({ 0: [1] }, { 1: NaN }), 0, 400, 300)).toEqual([]);
    expect(layOutTreemap(small, 0, 0, 300)).toEqual([]);
  });
});

/** In the root alone, in the order of the weights. */
const flatOf = (weights: readonly number[]): TreemapSource =>
  sourceOf({ 0: weights.map((_, at) => at + 1) }, Object.fromEntries(weights.map((weight, at) => [at + 1, weight])));

/** By sweeping: tiles that begin before the last one ends, in the order of their left edges. */
function overlapping(tiles: readonly Tile[]): [number, number][] {
  const sorted = tiles.filter(({ width, height }) => width * height > 0).sort((a, b) => a.x - b.x);
  return sorted.flatMap((tile, at) => {
    const found: [number, number][] = [];
    for (const next of sorted.slice(at + 1)) {
      if (next.x >= tile.x + tile.width) break;
      if (next.y < tile.y + tile.height && tile.y < next.y + next.height) found.push([tile.node, next.node]);
    }
    return found;
  });
}

describe('areas of a treemap', () => {
  const [width, height] = [600, 240];

  function expectLaidOut(weights: readonly number[]): void {
    const tiles = layOutTreemap(flatOf(weights), 0, width, height);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    expect(overlapping(tiles)).toEqual([]);
    expect(tiles.reduce((sum, tile) => sum + tile.weight, 0) / total).toBeCloseTo(1, 9);
    for (const { x, y, width: across, height: down, weight } of tiles) {
      expect([x, y, width - x - across, height - y - down].every((edge) => edge >= 0)).toBe(true);
      // Each edge goes to the nearest pixel.
      expect(Math.abs(across * down - (weight / total) * width * height)).toBeLessThanOrEqual(across + down + 1);
    }
  }

  it('are in proportion, and the whole is filled', () => {
    const tiles = layOutTreemap(flatOf([6, 6, 4, 3, 2, 2, 1]), 0, 600, 400);
    expect(tiles.reduce((sum, tile) => sum + tile.width * tile.height, 0)).toBe(600 * 400);
    expect(tiles[0]).toMatchObject({ x: 0, y: 0, width: 300, height: 200 });
    expectLaidOut([6, 6, 4, 3, 2, 2, 1]);
  });

  it('neither overlap nor leave the whole, whatever the weights', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 60 }), expectLaidOut));
  });

  it('of ten thousand weights end', () => {
    expectLaidOut(Array.from({ length: 10_000 }, (_, at) => 1e9 / (at + 1) ** 1.2));
  });
});
