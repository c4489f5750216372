import { SumInTurns } from '../../../app/sum-in-turns.svelte.ts';
import type { InPieces } from '../../../bytes/in-pieces.ts';
import type { Rootfs } from '../../../rootfs/rootfs.ts';
import { colourCopies, type MapColour } from './map-colours.ts';
import { mapCopies, type MapScope, type MapSelection } from './map-copies.ts';
import { MapFigures, MapShares } from './map-figures.ts';

/** What a map shows, and in which colours. */
export interface Picture {
  readonly scope: MapScope;
  readonly colour: MapColour;
  readonly figures: MapFigures;
  readonly shares: MapShares;
}

export interface WantedPicture {
  readonly scope: MapScope;
  readonly colour: MapColour;
  readonly selection: MapSelection;
}

/** The picture that is shown, until the one that is wanted is summed up: of a few hundred thousand files that takes a while. */
export class MapPicture {
  readonly sums = new SumInTurns<Picture>();
  private known: { scope: MapScope; selection: MapSelection; figures: MapFigures } | null = null;

  constructor(private readonly rootfs: Rootfs) {}

  get shown(): Picture | null {
    return this.sums.shown;
  }

  /** Gives what ends it. */
  draw(wanted: WantedPicture): () => void {
    return this.sums.sum(this.pictureOf(wanted));
  }

  private *pictureOf({ scope, colour, selection }: WantedPicture): InPieces<Picture> {
    const figures = yield* this.figuresOf(scope, selection);
    const coloured = yield* colourCopies(this.rootfs, figures.copies, colour);
    return { scope, colour, figures, shares: yield* MapShares.of(figures, coloured) };
  }

  /** Other colours are of the same figures. */
  private *figuresOf(scope: MapScope, selection: MapSelection): InPieces<MapFigures> {
    if (this.known?.scope === scope && this.known.selection === selection) return this.known.figures;
    const copies = yield* mapCopies(this.rootfs, scope, selection);
    const figures = yield* MapFigures.of(this.rootfs, copies);
    this.known = { scope, selection, figures };
    return figures;
  }
}
