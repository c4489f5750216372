/**
 * Trusted Types: the only addresses that may become a worker. Both `new Worker` and `serviceWorker.register` take a
 * TrustedScriptURL under the page's policy, and the policy made here passes nothing but what these functions build.
 */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

const allowed = new Set<string>();
const workerBlobs = new Map<string, string>();

const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('plimsoll-worker', {
  createScriptURL(url) {
    if (!allowed.has(url)) throw new TypeError(`Not an address of a Plimsoll worker: ${url}`);
    return url;
  },
});

// The sinks' types in TypeScript's DOM library know strings only; a browser without Trusted Types takes strings.
function trust(url: string): string {
  allowed.add(url);
  return (policy ? policy.createScriptURL(url) : url) as string;
}

function ownUrl(address: string): URL {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw new TypeError(`Not an address of this page: ${url.href}`);
  return url;
}

/**
 * A worker loaded from an address has only the policy that its own response carries, and on a static host that is
 * none. A blob inherits the policy of the page that made it, so every worker is a blob that imports its module; or is
 * its module, where that is given (the page as one file).
 */
export function workerUrl(moduleAddress: string, module?: string): string {
  const { href } = ownUrl(moduleAddress);
  let blob = workerBlobs.get(href);
  if (!blob) {
    const text = module ?? `import ${JSON.stringify(href)};`;
    blob = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    workerBlobs.set(href, blob);
  }
  return trust(blob);
}

/** Milliseconds between two beats. */
export const pulseInterval = 100;

/** For a worker inside of a worker: it beats through the port that it is given. */
export function pulseUrl(): string {
  const text =
    'onmessage = ({ ports: [port] }) => {' +
    `port.postMessage(0); setInterval(() => port.postMessage(0), ${pulseInterval}); };`;
  return trust(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
}

export function serviceWorkerUrl(): string {
  return trust(ownUrl('sw.js').href);
}
