/**
 * How a tile of a treemap looks. `saved` and `deleted` are hatched as what is wasted, `overwritten` the other way round, `out` as
 * what is not there; the hues tell things of one kind apart, which say beside it what they are.
 */
export const tileLooks = [
  'plain',
  'deep',
  'folder',
  'others',
  'saved',
  'deleted',
  'overwritten',
  'out',
  'hue-1',
  'hue-2',
  'hue-3',
  'hue-4',
  'hue-5',
  'hue-6',
  'hue-7',
  'hue-8',
] as const;
export type TileLook = (typeof tileLooks)[number];

export const hueCount = 8;

export const hueLook = (index: number): TileLook => (index < hueCount ? (`hue-${index + 1}` as TileLook) : 'others');

/** Which way the stripes of a hatched look go; those of the others are none. */
export const stripesOf: Readonly<Partial<Record<TileLook, 'up' | 'down'>>> = {
  saved: 'up',
  deleted: 'up',
  overwritten: 'down',
  out: 'down',
};

/** Colours as the page has them now. */
export interface LookColours {
  readonly ground: string;
  readonly stripe: string;
}

export interface TileColours {
  readonly looks: ReadonlyMap<TileLook, LookColours>;
  readonly text: string;
  readonly muted: string;
  readonly raised: string;
  readonly border: string;
  readonly mark: string;
}
