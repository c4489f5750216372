/* global VERSION, FILES */
// The build (scripts/lib/build-listing.ts) puts `const VERSION` and `const FILES` before this text: a digest of the
// whole build, and the addresses of its files relative to this one.
//
// A new version waits until no page of the old one is open: the chunks of one build belong together.

const CACHE = `plimsoll-${VERSION}`;
const scope = new URL(self.registration.scope);
const known = new Set(FILES.map((file) => new URL(file, scope).href));

self.addEventListener('install', (event) => {
  // Past the HTTP cache, or a stale file could be mixed in.
  const requests = FILES.map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(Promise.all([caches.open(CACHE).then((cache) => cache.addAll(requests)), keepManifest()]));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => self.clients.claim()));
});

async function dropOldCaches() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('plimsoll-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const address = addressInBuild(event.request);
  if (address) event.respondWith(fromCache(address, event.request));
  else if (isAdvisories(event.request)) event.respondWith(newestOrKept(event.request));
});

// Newer every day, while the build stays the same: not of its cache, and kept for when there is no network.
const ADVISORIES = 'plimsoll advisories';

/** So that without network the page knows that there are no advisories to be had, or which were kept. */
async function keepManifest() {
  const cache = await caches.open(ADVISORIES);
  await cache.add(new Request('vulndb/manifest.json', { cache: 'reload' })).catch(() => undefined);
}

function isAdvisories({ method, url }) {
  return method === 'GET' && url.startsWith(new URL('vulndb/', scope).href);
}

async function newestOrKept(request) {
  const cache = await caches.open(ADVISORIES);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request.url, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/** What this request is in the build's listing; null for everything that isn't ours to answer. */
function addressInBuild({ method, url, mode }) {
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== scope.origin) return null;
  if (mode === 'navigate' && (pathname === scope.pathname || pathname === `${scope.pathname}index.html`)) {
    return scope.href;
  }
  const href = origin + pathname;
  return known.has(href) ? href : null;
}

async function fromCache(address, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request);
}
