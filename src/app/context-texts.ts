import { isManifest } from '../build-cache/manifests.ts';
import type { ContextText } from '../build-context/build-context.ts';
import type { Bytes } from '../bytes/units.ts';
import { fileOf } from './file-source.ts';
import type { NamedSource } from './folder-names.ts';
import { byPromise, inFlight } from './in-flight.ts';

/** Files whose contents are read beside manifests, by their names: what a build leaves out, and what says what it needs. */
const read: readonly RegExp[] = [
  /(?:^|\.)dockerignore$|^\.(?:container|git)ignore$/i,
  // JavaScript
  /^(?:lerna|(?:ts|js)config(?:\.[\w.-]+)?)\.json$|^pnpm-workspace\.ya?ml$/,
  // Python
  /^requirements[\w.-]*\.(?:txt|in)$|^setup\.(?:py|cfg)$|^MANIFEST\.in$/,
  /^(?:poetry|uv|Pipfile)\.lock$|^\.python-version$/,
  // Go, Ruby
  /^go\.work$|\.gemspec$/,
  // Java and .NET
  /^settings\.gradle(?:\.kts)?$|\.slnx?$|^Directory\.[\w.]+\.props$/,
  // What calls tools: other Dockerfiles, make and its like, scripts, bundlers
  /^(?:dockerfile|containerfile)(?:\.[\w.-]+)?$|\.(?:dockerfile|containerfile)$/i,
  /^(?:GNUm|[mM])akefile$|\.mk$|^CMakeLists\.txt$|^meson\.build$|^build\.rs$|^Rakefile$|\.sh$/,
  /\.config\.[cm]?[jt]s$|^angular\.json$/,
];

/** The largest that people write have some hundred kB. */
const mostBytes: Bytes = 1_000_000;
const mostBytesInAll: Bytes = 16_000_000;
const mostTexts = 5000;
const readAtOnce = 8;

export const isContextText = (name: string): boolean => isManifest(name) || read.some((pattern) => pattern.test(name));

export interface ReadTexts {
  readonly texts: readonly ContextText[];
  /** Paths of those that were too large, too many, or could not be read. */
  readonly unread: readonly string[];
}

const depthOf = ({ path }: NamedSource): number => path.split('/').length;

/** Reads manifests and ignore files, those at the top first: of too many, the deepest are left. */
export async function readContextTexts(named: readonly NamedSource[], signal: AbortSignal): Promise<ReadTexts> {
  const inOrder = named.map((one) => ({ one, depth: depthOf(one) })).sort((a, b) => a.depth - b.depth);
  const texts: ContextText[] = [];
  const unread = inOrder.slice(mostTexts).map(({ one: { path } }) => path);
  let [at, bytes] = [0, 0];
  await inFlight({
    most: readAtOnce,
    signal,
    next: () => (at < mostTexts ? inOrder[at++]?.one : undefined),
    ask: byPromise(async ({ path, source }) => {
      try {
        const file = await fileOf(source);
        bytes += Math.min(file.size, mostBytes);
        if (file.size > mostBytes || bytes > mostBytesInAll) unread.push(path);
        // What is empty may be a pipe, which reading would wait at for ever.
        else texts.push({ path, text: file.size === 0 ? '' : await file.text() });
      } catch {
        unread.push(path);
      }
    }),
  });
  return { texts, unread };
}
