import type { Rewrite } from '../rewrite.ts';
import { cleanUpAptLists } from './clean-up-apt-lists.ts';
import { execFormCommand } from './exec-form-command.ts';
import { joinAptUpdate } from './join-apt-update.ts';

/** In the order they are applied: each sees what those before it wrote. */
export const rewrites: readonly Rewrite[] = [execFormCommand, joinAptUpdate, cleanUpAptLists];
