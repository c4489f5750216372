export interface StackLimit {
  /** In words that go before `may be … at most`. */
  readonly what: string;
  readonly limit: number;
  readonly unit: 'bytes' | 'entries';
}

/** What the layers of an image may hold together at most: all of it lies in memory at once. */
export const stackLimits = {
  /** Those of each layer again; in a layer, a directory once. */
  names: { what: 'the names in all layers', limit: 1_000_000_000, unit: 'bytes' },
  /** Each once, the directories on the way to them too. */
  nodes: { what: 'the paths of an image', limit: 5_000_000, unit: 'entries' },
  pathBytes: { what: 'the paths of an image', limit: 512_000_000, unit: 'bytes' },
  events: { what: 'the changes of all layers', limit: 10_000_000, unit: 'entries' },
  /** Sums of sizes are exact below. */
  claimed: { what: 'the sizes of all files together', limit: Number.MAX_SAFE_INTEGER, unit: 'bytes' },
} as const satisfies Record<string, StackLimit>;

export type StackLimits = Readonly<Record<keyof typeof stackLimits, StackLimit>>;

/** Where stacking stopped: what stands before it counts, the rest of this layer and all later ones do not. */
export interface StackCut extends StackLimit {
  readonly layer: number;
}
