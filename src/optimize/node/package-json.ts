// What a package.json names of its folder. https://docs.npmjs.com/cli/configuring-npm/package-json
import type { ContextText } from '../../build-context/build-context.ts';
import type { ContextIndex } from '../../build-context/context-index.ts';

/** The scripts of one package. */
export interface PackageScripts {
  /** The node of its folder. */
  readonly directory: number;
  readonly scripts: ReadonlyMap<string, string>;
}

type Fields = Readonly<Record<string, unknown>>;

/** Larger ones nobody wrote. */
const longest = 1_000_000;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null for one that is damaged. */
export function readPackage(text: string): Fields | null {
  if (text.length > longest) return null;
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const folderNameOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export function packageScripts(texts: readonly ContextText[], index: ContextIndex): PackageScripts[] {
  return texts.flatMap(({ path, text }) => {
    if (fileNameOf(path) !== 'package.json') return [];
    const scripts = readPackage(text)?.scripts;
    const directory = index.find(folderNameOf(path));
    if (!isRecord(scripts) || directory === null) return [];
    const named = Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return [{ directory, scripts: new Map(named) }];
  });
}

/** Fields whose texts name files: all in them, however they are nested. */
const fileFields = [
  'main', 'module', 'browser', 'types', 'typings', 'bin', 'man', 'files', 'exports', 'imports', 'readme', 'license', 'style', 'source',
  'prisma', 'workspaces', 'sideEffects',
]; // prettier-ignore

/** Fields of dependencies: `file:../lib`, `link:./x`. */
const dependencyFields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'resolutions',
  'pnpm',
];

/** Every text in a value, in no deeper a nesting than JSON.parse took. */
function textsIn(value: unknown): string[] {
  const found: string[] = [];
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') found.push(next);
    else if (typeof next === 'object' && next !== null) for (const inner of Object.values(next)) open.push(inner);
  }
  return found;
}

/** Paths and patterns of paths that a package.json names, relative to its folder. */
export function pathsInPackage(fields: Fields): string[] {
  const files = fileFields.flatMap((field) => textsIn(fields[field]));
  const local = dependencyFields
    .flatMap((field) => textsIn(fields[field]))
    .filter((text) => /^(?:file|link|portal|patch):|^\.{0,2}\/|^patches\//.test(text));
  return [...files, ...local].map((text) => text.replace(/^(?:file|link|portal):/, ''));
}

/** Names of the packages that it depends on, for running or for building. */
export function dependenciesOf(fields: Fields): string[] {
  return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((field) => {
    const value = fields[field];
    return isRecord(value) ? Object.keys(value) : [];
  });
}
