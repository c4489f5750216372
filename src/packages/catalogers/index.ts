import type { Cataloger } from '../cataloger.ts';

/** Each asks for other files. */
export const catalogers: readonly Cataloger[] = [];
