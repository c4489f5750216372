import { treemapSquarify, type HierarchyRectangularNode } from 'd3-hierarchy';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a treemap is a picture of. */
export interface TreemapSource {
  /** What a node takes of the area; of a folder, all that lies in it. */
  weightOf(node: number): number;
  childrenOf(node: number): Iterable<number>;
}

/** A rectangle of a treemap, on whole pixels. */
export interface Tile extends Area {
  /** Of `others`, the folder that they lie in. */
  readonly node: number;
  readonly kind: 'folder' | 'leaf' | 'others';
  /** From 1, what lies right in the root. */
  readonly level: number;
  /** Index of the tile that this one lies in; -1 in the root. */
  readonly parent: number;
  readonly weight: number;
  /** How many nodes it stands for. */
  readonly count: number;
}

/** Of a folder whose contents are drawn, the strip with its name, and the margin around them. */
export const headHeight = 18;
export const inset = 2;
/** In pixels; what would be smaller is drawn together. */
const leastArea = 24;
/** A folder that is smaller than this either way is drawn without its contents. */
const leastWidth = 40;
const leastHeight = headHeight + 14;
/** More are too many to be told apart, and slow. */
export const mostTiles = 1500;

interface Heavy {
  readonly node: number;
  readonly weight: number;
}

/** The heaviest of a folder, and the weight and number of the others. */
function heaviest(source: TreemapSource, folder: number, least: number, most: number): { heavy: Heavy[]; rest: Heavy } {
  let heavy: Heavy[] = [];
  let [count, sum] = [0, 0];
  const put = (weight: number): void => void ([count, sum] = [count + 1, sum + weight]);
  for (const node of source.childrenOf(folder)) {
    const weight = source.weightOf(node);
    if (weight >= least) heavy.push({ node, weight });
    else if (weight > 0) put(weight);
  }
  heavy.sort((a, b) => b.weight - a.weight || a.node - b.node);
  for (const { weight } of heavy.slice(most)) put(weight);
  heavy = heavy.slice(0, most);
  return { heavy, rest: { node: count, weight: sum } };
}

/** Edges go to the nearest pixel, each for itself, so that neighbours still touch. */
function onPixels({ x, y, width, height }: Area): Area {
  const [left, top] = [Math.round(x), Math.round(y)];
  return { x: left, y: top, width: Math.round(x + width) - left, height: Math.round(y + height) - top };
}

/** An area for each weight, in proportion. The heaviest should be first. */
function squarify(weights: readonly number[], { x, y, width, height }: Area): Area[] {
  const cells = weights.map((value) => ({ value, x0: x, y0: y, x1: x, y1: y }));
  const whole = { value: weights.reduce((sum, weight) => sum + weight, 0), children: cells };
  // Of a node, the tiling reads and writes no more than these: d3's own would be an object for each of a million files.
  treemapSquarify(whole as unknown as HierarchyRectangularNode<unknown>, x, y, x + width, y + height);
  return cells.map(({ x0, y0, x1, y1 }) => ({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 }));
}

const within = ({ x, y, width, height }: Area): Area => ({
  x: x + inset,
  y: y + headHeight,
  width: width - 2 * inset,
  height: height - headHeight - inset,
});

/**
 * The tiles of what lies in `root`, a folder before its contents. The largest folders are opened first, until there are as
 * many tiles as can be drawn; a level that is too deep has no room, so a hostile depth ends by itself.
 */
export function layOutTreemap(source: TreemapSource, root: number, width: number, height: number): Tile[] {
  const tiles: Tile[] = [];
  fill(source, tiles, { folder: root, at: -1, level: 1, area: { x: 0, y: 0, width, height } });
  // In order of their making: each is larger than what lies in it, and the largest of the first levels come first.
  for (let at = 0; at < tiles.length && tiles.length < mostTiles; at++) {
    const tile = tiles[at] as Tile;
    if (tile.kind !== 'leaf' || tile.width < leastWidth || tile.height < leastHeight) continue;
    const before = tiles.length;
    fill(source, tiles, { folder: tile.node, at, level: tile.level + 1, area: within(tile) });
    if (tiles.length > before) tiles[at] = { ...tile, kind: 'folder' };
  }
  return tiles;
}

interface Room {
  readonly folder: number;
  /** Index of the folder's own tile. */
  readonly at: number;
  readonly level: number;
  readonly area: Area;
}

function fill(source: TreemapSource, tiles: Tile[], { folder, at, level, area }: Room): void {
  const whole = area.width * area.height;
  const total = source.weightOf(folder);
  if (!(whole >= leastArea) || !(total > 0)) return;
  const { heavy, rest } = heaviest(source, folder, (leastArea / whole) * total, mostTiles - tiles.length - 1);
  // Many small ones alone: the root says so, a folder in it is drawn as it is.
  if (heavy.length === 0 && at >= 0) return;
  const weights = heavy.map(({ weight }) => weight);
  const areas = squarify(rest.weight > 0 ? [...weights, rest.weight] : weights, area).map(onPixels);
  heavy.forEach(({ node, weight }, index) => {
    tiles.push({ ...(areas[index] as Area), node, kind: 'leaf', level, parent: at, weight, count: 1 });
  });
  if (rest.weight > 0) {
    const others = areas[heavy.length] as Area;
    tiles.push({ ...others, node: folder, kind: 'others', level, parent: at, weight: rest.weight, count: rest.node });
  }
}

/** The innermost tile at a place; -1 where there is none. What lies in a tile stands behind it. */
export function tileAt(tiles: readonly Tile[], x: number, y: number): number {
  for (let at = tiles.length - 1; at >= 0; at--) {
    const tile = tiles[at] as Tile;
    if (x >= tile.x && x < tile.x + tile.width && y >= tile.y && y < tile.y + tile.height) return at;
  }
  return -1;
}
