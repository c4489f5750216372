/**
 * A figure with what it rests on. measured: counted in what was dropped. estimated: worked out from what was measured.
 * unknown: nothing tells it, and no number is made up.
 */
export type Figure = KnownFigure | { readonly kind: 'unknown'; readonly reason: string };

export interface KnownFigure {
  readonly kind: 'measured' | 'estimated';
  readonly value: number;
  /** How it was found, in a sentence. */
  readonly basis: string;
  /** A part is not known and is left out: the real value is larger. */
  readonly isPartial?: true;
  /** A few words beside the number. */
  readonly detail?: string;
}

type Beside = Pick<KnownFigure, 'isPartial' | 'detail'>;

export const measured = (value: number, basis: string, beside: Beside = {}): KnownFigure => ({
  kind: 'measured',
  value,
  basis,
  ...beside,
});

export const estimated = (value: number, basis: string, beside: Beside = {}): KnownFigure => ({
  kind: 'estimated',
  value,
  basis,
  ...beside,
});

export const notKnown = (reason: string): Figure => ({ kind: 'unknown', reason });

/** What the numbers of a row count. */
export type FigureUnit = 'bytes' | 'count' | 'seconds';
