import type { Cataloger } from '../cataloger.ts';
import { rpm } from './rpm.ts';

/** Each asks for other files. */
export const catalogers: readonly Cataloger[] = [rpm];
