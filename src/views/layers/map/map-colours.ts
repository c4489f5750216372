import { fileKinds, FileKinds } from '../../../analysis/file-kind.ts';
import { pieces, type InPieces } from '../../../bytes/in-pieces.ts';
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

function* categoriesOf(
  rootfs: Rootfs,
  { nodes, events }: MapCopies,
  colour: Exclude<MapColour, 'waste'>,
): InPieces<Categories> {
  const { columns } = rootfs;
  if (colour === 'layer') {
    const of = (at: number): number => columns.eventLayers[events[at] as number] as number;
    return { count: columns.layerCount, of, titleOf: (layer) => `layer ${layer}` };
  }
  const kinds = yield* FileKinds.of(columns.names, columns.parents);
  const of = (at: number): number =>
    kinds.kindOf(nodes[at] as number, columns.eventModes[events[at] as number] as number);
  return { count: fileKinds.length, of, titleOf: (kind) => fileKinds[kind]?.title ?? '' };
}

/** The heaviest have hues, in their own order, so that they keep them as far as may be; the rest is one. */
function* byHue(rootfs: Rootfs, copies: MapCopies, colour: Exclude<MapColour, 'waste'>): InPieces<Coloured> {
  const { eventSizes } = rootfs.columns;
  const { count, of, titleOf } = yield* categoriesOf(rootfs, copies, colour);
  const sums = new Float64Array(count);
  const category = new Uint16Array(copies.events.length);
  for (const { from, to } of pieces(category.length)) {
    for (let at = from; at < to; at++) {
      const one = (category[at] = of(at));
      sums[one]! += eventSizes[copies.events[at] as number] as number;
    }
    yield;
  }
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
  const keyOf = new Uint8Array(category.length);
  for (const { from, to } of pieces(category.length)) {
    for (let at = from; at < to; at++) keyOf[at] = keyAt[category[at] as number] as number;
    yield;
  }
  return { keys, keyOf };
}

function* byWaste({ columns }: Rootfs, { events }: MapCopies): InPieces<Coloured> {
  const { eventGoneIn, eventGoneReasons, eventSizes } = columns;
  const sums = [0, 0, 0];
  const keyOf = new Uint8Array(events.length);
  for (const { from, to } of pieces(events.length)) {
    for (let at = from; at < to; at++) {
      const event = events[at] as number;
      const deleted = eventGoneReasons[event] === GoneReasonCode.deleted;
      const key = (keyOf[at] = eventGoneIn[event] === -1 ? 0 : deleted ? 1 : 2);
      sums[key]! += eventSizes[event] as number;
    }
    yield;
  }
  const keys: ColourKey[] = [
    { title: 'in use', look: 'plain', bytes: sums[0]! },
    { title: 'deleted later', look: 'deleted', bytes: sums[1]! },
    { title: 'overwritten later', look: 'overwritten', bytes: sums[2]! },
  ];
  return { keys, keyOf };
}

/** The colours of copies, and what each colour stands for. */
export function colourCopies(rootfs: Rootfs, copies: MapCopies, colour: MapColour): InPieces<Coloured> {
  return colour === 'waste' ? byWaste(rootfs, copies) : byHue(rootfs, copies, colour);
}
