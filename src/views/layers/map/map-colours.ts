import { fileKinds, FileKinds } from '../../../analysis/file-kind.ts';
import type { Bytes } from '../../../bytes/units.ts';
import { hueCount, hueLook, type TileLook } from '../../../components/tile-looks.ts';
import { GoneReasonCode } from '../../../rootfs/columns.ts';
import type { Rootfs } from '../../../rootfs/rootfs.ts';
import type { MapCopies } from './map-copies.ts';

/** What the colours tell. */
export type MapColour = 'layer' | 'kind' | 'waste';

/** What a colour stands for. */
export interface ColourKey {
  readonly title: string;
  readonly look: TileLook;
  readonly bytes: Bytes;
}

export interface Coloured {
  readonly keys: readonly ColourKey[];
  /** Of each copy, its key. */
  readonly keyOf: Uint8Array;
}

interface Categories {
  readonly count: number;
  readonly of: (at: number) => number;
  readonly titleOf: (category: number) => string;
}

function categoriesOf(rootfs: Rootfs, { nodes, events }: MapCopies, colour: Exclude<MapColour, 'waste'>): Categories {
  const { columns } = rootfs;
  if (colour === 'layer') {
    const of = (at: number): number => columns.eventLayers[events[at] as number] as number;
    return { count: columns.layerCount, of, titleOf: (layer) => `layer ${layer}` };
  }
  const kinds = new FileKinds(columns.names, columns.parents);
  const of = (at: number): number =>
    kinds.kindOf(nodes[at] as number, columns.eventModes[events[at] as number] as number);
  return { count: fileKinds.length, of, titleOf: (kind) => fileKinds[kind]?.title ?? '' };
}

/** The heaviest have hues, in their own order, so that they keep them as far as may be; the rest is one. */
function byHue(rootfs: Rootfs, copies: MapCopies, colour: Exclude<MapColour, 'waste'>): Coloured {
  const { eventSizes } = rootfs.columns;
  const { count, of, titleOf } = categoriesOf(rootfs, copies, colour);
  const sums = new Float64Array(count);
  const category = Uint16Array.from(copies.events, (event, at) => {
    const one = of(at);
    sums[one]! += eventSizes[event] as number;
    return one;
  });
  const heaviest = Array.from(sums, (bytes, one) => ({ bytes, one }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes || a.one - b.one);
  const hued = heaviest.slice(0, hueCount).sort((a, b) => a.one - b.one);
  const others = heaviest.slice(hueCount);
  const keys = hued.map(({ one, bytes }, at): ColourKey => ({ title: titleOf(one), look: hueLook(at), bytes }));
  if (others.length > 0) {
    const title = `${others.length} other ${colour === 'layer' ? 'layers' : 'kinds'}`;
    keys.push({ title, look: 'others', bytes: others.reduce((sum, { bytes }) => sum + bytes, 0) });
  }
  const keyAt = new Uint8Array(count).fill(hued.length);
  hued.forEach(({ one }, at) => (keyAt[one] = at));
  return { keys, keyOf: Uint8Array.from(category, (one) => keyAt[one] as number) };
}

function byWaste({ columns }: Rootfs, { events }: MapCopies): Coloured {
  const { eventGoneIn, eventGoneReasons, eventSizes } = columns;
  const sums = [0, 0, 0];
  const keyOf = Uint8Array.from(events, (event) => {
    const deleted = eventGoneReasons[event] === GoneReasonCode.deleted;
    const key = eventGoneIn[event] === -1 ? 0 : deleted ? 1 : 2;
    sums[key]! += eventSizes[event] as number;
    return key;
  });
  const keys: ColourKey[] = [
    { title: 'in use', look: 'plain', bytes: sums[0]! },
    { title: 'deleted later', look: 'deleted', bytes: sums[1]! },
    { title: 'overwritten later', look: 'overwritten', bytes: sums[2]! },
  ];
  return { keys, keyOf };
}

/** The colours of copies, and what each colour stands for. */
export function colourCopies(rootfs: Rootfs, copies: MapCopies, colour: MapColour): Coloured {
  return colour === 'waste' ? byWaste(rootfs, copies) : byHue(rootfs, copies, colour);
}
