import { serviceWorkerUrl } from '../security/trusted-urls.ts';

/**
 * How far the page can do without the network: wholly, as it is one file; by the service worker (second visits too); by what
 * this tab has loaded; or not at all.
 */
export type OfflineState = 'one-file' | 'service-worker' | 'this-visit' | 'none';

/** The build's own list of its files, written by vite.config.ts. */
const listing = 'files.json';

/**
 * Loads the rest of the page (views, workers, WebAssembly, sample) when the browser is idle, so that everything still
 * works once the network is taken away. Service workers need a secure context; over plain HTTP, or where they are
 * switched off, the HTTP cache and the preloaded modules hold for this visit.
 */
export async function prefetchRest(): Promise<OfflineState> {
  if (import.meta.env.DEV) return 'none';
  await idle();
  if (__SINGLE_FILE__) return 'one-file';
  if (await installServiceWorker().catch(() => false)) return 'service-worker';
  return (await fetchAll().catch(() => false)) ? 'this-visit' : 'none';
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 3000 });
    else setTimeout(resolve, 500); // Safari
  });
}

async function installServiceWorker(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(serviceWorkerUrl());
  // `ready` would wait for ever where installing fails.
  if (!registration.active && !(await installed(registration))) return false;
  if (!serviceWorker.controller) {
    await Promise.race([
      new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true })),
      new Promise((resolve) => setTimeout(resolve, 5000)),
    ]);
  }
  return serviceWorker.controller !== null;
}

function installed({ installing, waiting }: ServiceWorkerRegistration): Promise<boolean> {
  const worker = installing ?? waiting;
  if (!worker) return Promise.resolve(false);
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve(true);
      if (worker.state === 'redundant') resolve(false);
    });
  });
}

async function fetchAll(): Promise<boolean> {
  const files = (await (await fetch(listing)).json()) as string[];
  const results = await Promise.all(files.map(keep));
  return results.every(Boolean);
}

/** Modules and style sheets that the page itself holds stay, whatever the HTTP cache does with them. */
function keep(file: string): Promise<boolean> {
  if (file.endsWith('.js')) return link(file, 'modulepreload');
  if (file.endsWith('.css')) return link(file, 'stylesheet'); // a view's styles are scoped to it
  return fetch(file).then(async (response) => (await response.arrayBuffer(), response.ok));
}

function link(file: string, rel: 'modulepreload' | 'stylesheet'): Promise<boolean> {
  const made = Object.assign(document.createElement('link'), { rel, crossOrigin: 'anonymous', href: file });
  if ([...document.querySelectorAll('link')].some(({ href }) => href === made.href)) return Promise.resolve(true);
  return new Promise((resolve) => {
    made.addEventListener('load', () => resolve(true));
    made.addEventListener('error', () => resolve(false));
    document.head.append(made);
  });
}
