import type { Leak } from '../../src/secrets/leak.ts';

const leak = { detector: 'github-token', variable: null, line: null, visible: true, removedIn: null } as const;

/** A GitHub token in a file of a layer. */
export const inFile = (layer: number, path: string, line: number | null = null): Leak => ({
  ...leak,
  where: 'file',
  path,
  layer,
  line,
});

/** A GitHub token as the value of a variable. */
export const inVariable = (where: 'env' | 'history', variable: string): Leak => ({
  ...leak,
  where,
  variable,
  path: null,
  layer: null,
});
