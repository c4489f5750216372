import { stripesOf, type TileColours, type TileLook } from './tile-looks.ts';
import type { Tile } from './treemap.ts';

/** A tile and what stands in it. */
export interface DrawnTile {
  readonly tile: Tile;
  readonly name: string;
  /** Below the name, or behind that of a folder. */
  readonly size: string;
  readonly look: TileLook;
  readonly marked: boolean;
}

export interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen for one of the page. */
  readonly ratio: number;
  readonly font: string;
}

const lineHeight = 15;
const padding = 4;
const markSize = 10;
/** Of a name thousands of letters long, no tile shows more. */
const longestName = 200;
/** The distance of two stripes. */
const stripeStep = 6;

/** Some letters of a name tell nothing: all of it, or so many that it can be guessed. */
export function hasName({
  tile: { width, height },
  name,
  marked,
}: Pick<DrawnTile, 'tile' | 'name' | 'marked'>): boolean {
  return height >= 18 && width >= Math.min(80, name.length * 7 + 10 + (marked ? 16 : 0));
}

const hasSize = ({ kind, width, height }: Tile): boolean =>
  kind === 'folder' ? width >= 120 : width >= 48 && height >= 36;

/** A square that repeats: its stripes meet those of the next one. */
function stripePattern({ context, ratio }: Sheet, colour: string, way: 'up' | 'down'): CanvasPattern | null {
  const side = Math.round(stripeStep * ratio);
  const square = new OffscreenCanvas(side, side);
  const pen = square.getContext('2d');
  if (!pen) return null;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5 * ratio;
  for (const shift of [-side, 0, side]) {
    pen.beginPath();
    pen.moveTo(shift, way === 'up' ? side : 0);
    pen.lineTo(shift + side, way === 'up' ? 0 : side);
    pen.stroke();
  }
  const pattern = context.createPattern(square, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

function fitting(context: CanvasRenderingContext2D, text: string, most: number): string {
  if (most <= 0) return '';
  const short = text.slice(0, longestName);
  if (short === text && context.measureText(short).width <= most) return short;
  let [least, longest] = [0, short.length];
  while (least < longest) {
    const length = Math.ceil((least + longest) / 2);
    if (context.measureText(`${short.slice(0, length)}…`).width <= most) least = length;
    else longest = length - 1;
  }
  return least === 0 ? '' : `${short.slice(0, least)}…`;
}

function drawMark(context: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  const [side, corner] = [markSize, markSize / 3];
  context.beginPath();
  context.moveTo(x + corner, y);
  for (const [dx, dy] of [
    [side - corner, 0],
    [side, corner],
    [side, side - corner],
    [side - corner, side],
    [corner, side],
    [0, side - corner],
    [0, corner],
  ] as const) {
    context.lineTo(x + dx, y + dy);
  }
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}

/** Draws tiles, each after the one that it lies in. */
export class TilePainter {
  private readonly patterns = new Map<TileLook, CanvasPattern | null>();

  constructor(
    private readonly sheet: Sheet,
    private readonly colours: TileColours,
  ) {}

  draw(tiles: readonly DrawnTile[]): void {
    const { context, width, height, ratio } = this.sheet;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.textBaseline = 'top';
    for (const tile of tiles) this.drawTile(tile);
  }

  private drawTile(drawn: DrawnTile): void {
    const { context } = this.sheet;
    const { x, y, width, height, kind } = drawn.tile;
    if (width < 1 || height < 1) return;
    context.fillStyle = this.colours.looks.get(drawn.look)?.ground ?? this.colours.raised;
    context.fillRect(x, y, width, height);
    const pattern = this.patternOf(drawn.look);
    if (pattern) {
      context.fillStyle = pattern;
      context.fillRect(x, y, width, height);
    }
    context.strokeStyle = kind === 'folder' ? this.colours.border : this.colours.raised;
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    if (hasName(drawn)) this.drawLabel(drawn, pattern !== null);
    else if (drawn.marked && Math.min(width, height) >= markSize) drawMark(context, x + 1, y + 1, this.colours.mark);
  }

  private patternOf(look: TileLook): CanvasPattern | null {
    const way = stripesOf[look];
    if (!way) return null;
    let pattern = this.patterns.get(look);
    if (pattern === undefined) {
      pattern = stripePattern(this.sheet, this.colours.looks.get(look)?.stripe ?? this.colours.muted, way);
      this.patterns.set(look, pattern);
    }
    return pattern;
  }

  private drawLabel({ tile, name, size, marked }: DrawnTile, isHatched: boolean): void {
    const { context, font } = this.sheet;
    const isFolder = tile.kind === 'folder';
    context.font = isFolder ? `600 ${font}` : font;
    const most = tile.width - 2 * padding - (marked ? markSize + padding : 0);
    const label = fitting(context, name, most);
    const labelWidth = context.measureText(label).width;
    context.font = font;
    const sizeRoom = isFolder ? most - labelWidth - 6 : tile.width - 2 * padding;
    const below = hasSize(tile) ? fitting(context, size, sizeRoom) : '';
    // On a hatched ground, letters stand on one of their own.
    if (isHatched) {
      const widest = Math.max(labelWidth + (marked ? markSize + padding : 0), context.measureText(below).width);
      context.fillStyle = this.colours.raised;
      context.fillRect(tile.x + 1, tile.y + 1, widest + 2 * padding - 1, (below === '' ? 1 : 2) * lineHeight + 2);
    }
    let left = tile.x + padding;
    const top = tile.y + 3;
    if (marked) {
      drawMark(context, left, top + 1, this.colours.mark);
      left += markSize + padding;
    }
    context.font = isFolder ? `600 ${font}` : font;
    context.fillStyle = this.colours.text;
    context.fillText(label, left, top);
    context.font = font;
    context.fillStyle = isFolder ? this.colours.muted : this.colours.text;
    if (isFolder) context.fillText(below, left + labelWidth + 6, top);
    else context.fillText(below, tile.x + padding, top + lineHeight);
  }
}
