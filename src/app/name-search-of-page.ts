import type { Rootfs } from '../rootfs/rootfs.ts';
import { pool } from '../workers/pool.ts';
import { NameSearch } from './name-search.svelte.ts';

export const nameSearchOfPage = (rootfs: Rootfs): NameSearch =>
  new NameSearch(rootfs, {
    look: (input, options) => pool.run('match-names', input, options),
    endIdle: () => pool.endIdle('match-names'),
  });
