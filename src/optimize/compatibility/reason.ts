import { formatCount } from '../../bytes/units.ts';
import { someOf } from '../../hardening/shown.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';

/** What of an image is looked at. */
export type Aspect =
  | 'native code'
  | 'start'
  | 'health check'
  | 'scripts'
  | 'packages'
  | 'locale'
  | 'names'
  | 'time zone'
  | 'certificates'
  | 'user'
  | 'reading';

/**
 * `against`: it would not run there. `unknown`: the image does not tell. `needs`: it runs, where the Dockerfile does what the
 * message says. `note`: to be known; it decides nothing. `for`: what was found to fit.
 */
export type Weight = 'against' | 'unknown' | 'needs' | 'note' | 'for';

export interface Reason {
  readonly aspect: Aspect;
  readonly weight: Weight;
  /** One or two sentences, which name the paths. */
  readonly message: string;
  /** Some of the paths, sorted. */
  readonly paths: readonly string[];
  /** How many there are. */
  readonly count: number;
  /** The package that does what is needed; null where nothing is, or where it takes more. */
  readonly installs: string | null;
}

/** Kept of one reason. */
const mostPaths = 20;
const namedInText = 3;

export const reason = (
  aspect: Aspect,
  weight: Weight,
  message: string,
  paths: readonly string[] = [],
  installs: string | null = null,
): Reason => ({
  aspect,
  weight,
  message,
  paths: paths.slice(0, mostPaths),
  count: paths.length,
  installs,
});

export const pathsOf = (rootfs: Rootfs, nodes: readonly number[]): string[] =>
  nodes.map((node) => rootfs.pathOf(node)).sort();

/** `/a/b.node`, `/a/b.node, /a/c.node and 4 more`. */
export const named = (paths: readonly string[]): string => someOf(paths, namedInText);

/** `1 native add-on`, `1,200 native add-ons`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** With a capital, to begin a sentence. */
export const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
