// node_modules/.package-lock.json, in which npm from version 7 on writes what it installed ("hidden lockfiles").
// https://docs.npmjs.com/cli/configuring-npm/package-lock-json
import { readPackage } from './package-json.ts';

/** More packages than any project has. */
const mostFolders = 20_000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFolderOfPackage = (path: string): boolean =>
  path.startsWith('node_modules/') && !path.split('/').some((part) => part === '..' || part === '.' || part === '');

/**
 * Folders, from where node_modules lies, of the packages that `npm prune --omit=dev` takes out: what is there for development
 * and for an optional dependency as well (`devOptional`) stays. Null for a text that is no such file.
 */
export function developmentFolders(text: string): readonly string[] | null {
  const packages = readPackage(text)?.packages;
  if (!isRecord(packages)) return null;
  return Object.entries(packages)
    .filter(([path, fields]) => isFolderOfPackage(path) && isRecord(fields) && fields.dev === true)
    .slice(0, mostFolders)
    .map(([path]) => path);
}

/** Whether a path is, or lies in, the folder of one of some packages: `/app/node_modules/a/x.js` in `/app/node_modules/a`. */
export function liesInPackage(path: string, folders: ReadonlySet<string>): boolean {
  const mark = '/node_modules/';
  for (let at = path.indexOf(mark); at >= 0; at = path.indexOf(mark, at + 1)) {
    const from = at + mark.length;
    const first = path.indexOf('/', from);
    const end = path[from] === '@' && first >= 0 ? path.indexOf('/', first + 1) : first;
    if (folders.has(end < 0 ? path : path.slice(0, end))) return true;
  }
  return false;
}
