import { mount } from 'svelte';
import './styles/base.css';
import App from './App.svelte';
import { prefetchRest } from './app/prefetch.ts';
import { clearLeftovers } from './app/scratch-space.ts';
import { pool } from './workers/pool.ts';

const target = document.getElementById('app');
if (target) mount(App, { target });

void clearLeftovers().catch(() => undefined);
void prefetchRest().then((state) => {
  pool.warm();
  // What the page can do without the network, for style sheets and tests.
  document.documentElement.dataset.offline = state;
});
