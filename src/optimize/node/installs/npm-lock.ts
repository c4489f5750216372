// What npm writes of an install: package-lock.json beside package.json, and from version 7 on node_modules/.package-lock.json of
// what it put there ("hidden lockfiles"). https://docs.npmjs.com/cli/configuring-npm/package-lock-json
import { readPackage } from '../package-json.ts';
import type { InstallRecord } from './install-record.ts';

/** More packages than any project has. */
const mostFolders = 20_000;
/** Deeper in one another than any installer puts them. */
const mostDepth = 50;

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFolderOfPackage = (path: string): boolean =>
  path.startsWith('node_modules/') && !path.split('/').some((part) => part === '..' || part === '.' || part === '');

/** From version 2 of the file on: fields by folder. What an optional dependency needs as well (`devOptional`) stays. */
function ofPackages(packages: Fields): string[] {
  return Object.entries(packages)
    .filter(([path, fields]) => isFolderOfPackage(path) && isRecord(fields) && fields.dev === true)
    .map(([path]) => path);
}

/** In version 1 packages stand in one another as their folders do. */
function ofDependencies(dependencies: Fields, parent = '', depth = 0): string[] {
  if (depth > mostDepth) return [];
  return Object.entries(dependencies).flatMap(([name, fields]) => {
    const folder = `${parent}node_modules/${name}`;
    if (!isRecord(fields) || !isFolderOfPackage(folder)) return [];
    if (fields.dev === true) return [folder];
    return isRecord(fields.dependencies) ? ofDependencies(fields.dependencies, `${folder}/`, depth + 1) : [];
  });
}

/** Null for a text that is no such file. */
export function developmentFolders(text: string): readonly string[] | null {
  const lock = readPackage(text);
  if (!lock) return null;
  if (isRecord(lock.packages)) return ofPackages(lock.packages).slice(0, mostFolders);
  if (lock.lockfileVersion !== 1 || !isRecord(lock.dependencies)) return null;
  return ofDependencies(lock.dependencies).slice(0, mostFolders);
}

const recordIn = (file: string): InstallRecord => ({
  files: [file],
  development: ([text = '']) => developmentFolders(text),
});

export const npmHiddenLock = recordIn('node_modules/.package-lock.json');

/** For what npm below 7 installed. */
export const npmLock = recordIn('package-lock.json');
