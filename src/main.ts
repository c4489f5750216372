import { mount } from 'svelte';
import './styles/base.css';
import App from './App.svelte';
import { prefetchRest } from './app/prefetch.ts';
import { clearLeftovers } from './app/scratch-space.ts';
import { shellCheck } from './app/shell-check-of-page.ts';
import { formatCount } from './bytes/units.ts';
import { views } from './views/index.ts';
import { pool } from './workers/pool.ts';

const target = document.getElementById('app');
if (target) mount(App, { target });

void clearLeftovers().catch(() => undefined);
void prefetchRest().then((state) => {
  pool.warm();
  void shellCheck.preload();
  formatCount(0);
  // Read and compiled ahead, so that the first table stands as soon as its numbers are there.
  for (const view of views) void view.load().catch(() => undefined);
  // What the page can do without the network, for style sheets and tests.
  document.documentElement.dataset.offline = state;
});
