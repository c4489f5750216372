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
