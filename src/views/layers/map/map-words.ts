import { visibleText } from '../../../bytes/text.ts';
import { formatBytes, formatCount } from '../../../bytes/units.ts';
import { percent } from '../../../components/percent.ts';
import type { TileWords } from '../../../components/Treemap.svelte';
import type { Tile } from '../../../components/treemap.ts';
import { filesCount } from '../words.ts';
import type { MapColour } from './map-colours.ts';
import type { MapFigures, MapShares, Mostly } from './map-figures.ts';

/** `layer 3`, or `71 % layer 3` of what has several. */
export const mostlyText = ({ key, share }: Mostly): string =>
  share === 1 ? key.title : `${percent(share)} ${key.title}`;

/** What stands in a tile, and is said of it. */
export function tileWords(
  { node, kind, count, weight }: Tile,
  figures: MapFigures,
  shares: MapShares,
  colour: MapColour,
): TileWords {
  const { rootfs } = figures;
  const size = formatBytes(weight);
  if (kind === 'others') {
    const more = `in ${visibleText(rootfs.pathOf(node))}`;
    return { name: `${formatCount(count)} others`, size, more, look: 'others', mark: null };
  }
  const mostly = shares.mostlyOf(node);
  const text = mostly ? mostlyText(mostly) : '';
  const isFolder = figures.isFolder(node);
  const name = `${visibleText(rootfs.nameOf(node))}${isFolder ? '/' : ''}`;
  // What is in use has no need to be told in every tile.
  const told = colour !== 'waste' || mostly?.key.look !== 'plain';
  return {
    name,
    size,
    more: [...(isFolder ? [filesCount(figures.files[node] as number)] : []), text].join(', '),
    look: mostly?.key.look ?? 'plain',
    mark: null,
    ...(told && text !== '' && { note: text }),
  };
}
