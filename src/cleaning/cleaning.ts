/** What is taken out of an image. */
export interface Cleaning {
  /** Files of which the last layer shows nothing: overwritten or deleted above. */
  readonly hidden: boolean;
  /** Events that stored contents: these go, under every name that shows them. */
  readonly contents: ReadonlySet<number>;
  /** Nodes that go from every layer, with all that is below them. */
  readonly paths: ReadonlySet<number>;
  /** The first of the layers that are made one, to the last; null or nothing where each stays a layer of its own. */
  readonly squashFrom?: number | null;
}
