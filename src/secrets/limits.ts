/** Of the search in files; in a file of their own, as the page's start needs them without the detectors. */
export const limits = {
  /** Of one file; there may be more. */
  found: 100,
  /** A text above this is searched for what stands nowhere by chance only. */
  textBytes: 10_000_000,
  /** Out of one container, all that is in it. */
  insideBytes: 50_000_000,
  /** Out of one container, for each of its bytes; what comes of the first million is not counted. */
  insideRatio: 200,
  /** Out of all containers of a layer. */
  allInsideBytes: 4_000_000_000,
} as const;
