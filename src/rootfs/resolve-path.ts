/** Where a path leads in a tree, symbolic links followed. */
export type Resolved =
  | { readonly node: number; readonly path: string }
  /** `at`: the path, as far as it was followed, that is not there, is no directory, or leads round and round. */
  | { readonly node: null; readonly why: 'missing' | 'no directory' | 'loop'; readonly at: string };
