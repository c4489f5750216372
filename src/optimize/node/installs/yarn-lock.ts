// yarn.lock as Yarn 1 writes it: for each range that is asked for the version that was chosen, and what that one asks for.
// https://classic.yarnpkg.com/lang/en/docs/yarn-lock/
import { readPackage } from '../package-json.ts';
import { below, readIndentedTree, unquoted, type IndentedTree } from './indented-tree.ts';
import { packageNameOf, reachedFrom, type InstallRecord } from './install-record.ts';

const kinds = ['dependencies', 'optionalDependencies'] as const;

/** `"@babel/cli@^7.0.0", x@1:` has lines below it; `version "7.1.0"` and `"@a/b" "^2.0.0"` have values. */
function splitLine(line: string): { keys: string[]; value: string } | null {
  if (line.endsWith(':')) return { keys: line.slice(0, -1).split(', ').map(unquoted), value: '' };
  const end = line.startsWith('"') ? line.indexOf('"', 1) + 1 : line.indexOf(' ');
  return end > 0 ? { keys: [unquoted(line.slice(0, end))], value: unquoted(line.slice(end).trim()) } : null;
}

const asked = (tree: IndentedTree): string[] =>
  [...tree].flatMap(([name, range]) => (typeof range === 'string' ? [`${name}@${range}`] : []));

/** What package.json asks for to run; null where that is not as Yarn reads it. */
function askedBy(manifest: string): string[] | null {
  const fields = readPackage(manifest);
  if (!fields || fields.workspaces !== undefined) return null;
  return kinds.flatMap((kind) => {
    const ranges = fields[kind];
    return typeof ranges === 'object' && ranges !== null
      ? Object.entries(ranges).map(([name, range]) => `${name}@${String(range)}`)
      : [];
  });
}

/** `@a/b@^1.0.0` → `@a/b` */
const nameOf = (pattern: string): string => pattern.slice(0, pattern.indexOf('@', 1));

/**
 * A package whose name nothing asks for that runs is there for development alone. Where it is there in several versions, one of
 * which runs, none is told: which of them lies in a folder the file does not say.
 */
function development(lock: string, manifest: string, installed: readonly string[]): readonly string[] | null {
  const starts = askedBy(manifest);
  const tree = lock.includes('# yarn lockfile v1') ? readIndentedTree(lock, splitLine) : null;
  if (!starts || !tree) return null;
  const runs = reachedFrom(starts, (pattern) => kinds.flatMap((kind) => asked(below(tree, pattern, kind))));
  // A range that is not there: the two do not belong together, or more is overridden than can be told.
  if ([...runs].some((pattern) => !tree.has(pattern))) return null;
  const names = new Set([...runs].map(nameOf));
  const all = new Set([...tree.keys()].map(nameOf));
  const isDevelopment = (name: string): boolean => all.has(name) && !names.has(name);
  return installed.filter((folder) => isDevelopment(packageNameOf(folder)));
}

export const yarnLock: InstallRecord = {
  files: ['yarn.lock', 'package.json'],
  development: ([lock = '', manifest = ''], installed) => development(lock, manifest, installed),
};
