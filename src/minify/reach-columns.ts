/** How surely a node of the final tree is needed. */
export const ReachCode = { notReached: 0, unsure: 1, needed: 2 } as const;

/** What stands in place of the node that needs another: the image itself, by its config and what every container has. */
export const theImage = -1;

/** Of every node of an image, whether something that it starts needs it. */
export interface ReachColumns {
  /** By node: ReachCode. What is no file, link or directory of the final tree is not reached. */
  readonly states: Uint8Array<ArrayBuffer>;
  /** By node: which one needs it first; theImage. */
  readonly by: Int32Array<ArrayBuffer>;
  /** By node: the number of the clause that says why; -1 where it is not reached. */
  readonly why: Int32Array<ArrayBuffer>;
  /** Clauses that go on from what needs it: `names libc.so.6 (DT_NEEDED)`. */
  readonly clauses: readonly string[];
  /** What could not be followed, sentences. */
  readonly notes: readonly string[];
  /** Files above the limits, or of layers that could not be read, so that not all is known. */
  readonly isCut: boolean;
}
