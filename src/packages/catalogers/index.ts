import type { Cataloger } from '../cataloger.ts';
import { composer } from './composer.ts';
import { gem } from './gem.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { python } from './python.ts';

/** Each asks for other files. */
export const catalogers: readonly Cataloger[] = [python, npm, gem, composer, nuget];
