/**
 * The page's Content-Security-Policy: the one source for the meta tag of the built page, the header of `npm start` and
 * dist/_headers. It stops connections, with two ways left that no directive closes in today's browsers: navigation (a
 * link that a person clicks still leads where it leads) and WebRTC, which only pages have, not workers. Plimsoll's code
 * has neither a link that carries data nor WebRTC.
 */
interface Directive {
  readonly name: string;
  readonly sources: readonly string[];
  readonly reason: string;
  /** Left out of the meta tag, where browsers ignore it. */
  readonly headerOnly?: boolean;
}

export const directives: readonly Directive[] = [
  {
    name: 'default-src',
    sources: ["'none'"],
    reason: 'What no line below allows is forbidden: fonts, frames, media, objects.',
  },
  {
    name: 'script-src',
    sources: ["'self'", "'wasm-unsafe-eval'"],
    reason:
      'The build’s own files. WebAssembly (hashes, ShellCheck) may be compiled; eval and inline scripts may not run.',
  },
  { name: 'style-src', sources: ["'self'"], reason: 'The build’s own style sheets; no inline styles.' },
  {
    name: 'worker-src',
    sources: ["'self'", 'blob:'],
    reason:
      'Workers are born as blobs, because only a blob inherits this policy; the service worker needs the own origin.',
  },
  {
    name: 'connect-src',
    sources: ["'self'"],
    reason:
      'The page reads its own files (sample, offline copy) and can reach no other place, so nothing can be sent away.',
  },
  {
    name: 'img-src',
    sources: ["'self'", 'data:', 'blob:'],
    reason: 'The icon, and pictures found in an image, shown from memory.',
  },
  { name: 'base-uri', sources: ["'none'"], reason: 'No injected <base> can turn relative addresses elsewhere.' },
  { name: 'form-action', sources: ["'none'"], reason: 'No form can send anything.' },
  {
    name: 'require-trusted-types-for',
    sources: ["'script'"],
    reason: 'Text from an image cannot become markup or a script address by mistake, in our code or in a library’s.',
  },
  {
    name: 'trusted-types',
    sources: ['svelte-trusted-html', 'plimsoll-worker'],
    reason: 'Svelte’s compiled templates, and the workers’ addresses (trusted-urls.ts); no other policy can be made.',
  },
  {
    name: 'frame-ancestors',
    sources: ["'none'"],
    reason: 'No other page can frame this one and lead its clicks.',
    headerOnly: true,
  },
];

export function contentSecurityPolicy(where: 'meta' | 'header'): string {
  return written(directives.filter(({ headerOnly }) => where === 'header' || !headerOnly));
}

function written(chosen: readonly Pick<Directive, 'name' | 'sources'>[]): string {
  return chosen.map(({ name, sources }) => [name, ...sources].join(' ')).join('; ');
}

export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy('header'),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** A script or style element's hash, as the policy names it. */
export type SourceHash = `'sha256-${string}'`;

/**
 * The policy of the page as one file: what stands in it runs by its hash, a worker is a blob of what stands in it, and nothing
 * is connected to.
 */
export function singleFilePolicy(scripts: readonly SourceHash[], styles: readonly SourceHash[]): string {
  const own: Readonly<Record<string, readonly string[]>> = {
    'script-src': [...scripts, "'wasm-unsafe-eval'"],
    'style-src': styles,
    'worker-src': ['blob:'],
    'connect-src': ["'none'"],
    'img-src': ['data:', 'blob:'],
  };
  const inMeta = directives.filter(({ headerOnly }) => !headerOnly);
  return written(inMeta.map(({ name, sources }) => ({ name, sources: own[name] ?? sources })));
}

/** The _headers file that several static hosts read. */
export function writeHeadersFile(): string {
  const lines = Object.entries(securityHeaders).map(([name, value]) => `  ${name}: ${value}`);
  return ['/*', ...lines, '/assets/*', '  Cache-Control: public, max-age=31536000, immutable', ''].join('\n');
}
