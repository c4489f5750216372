import type { Cataloger } from '../cataloger.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { rust } from './rust.ts';

/** Each asks for other files. */
export const catalogers: readonly Cataloger[] = [go, java, rust];
