import { pool } from '../workers/pool.ts';
import { NameSearch, type Named } from './name-search.svelte.ts';

export const nameSearchOfPage = (of: Named): NameSearch =>
  new NameSearch(of, {
    look: (input, options) => pool.run('match-names', input, options),
    endIdle: () => pool.endIdle('match-names'),
  });
