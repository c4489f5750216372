// package.json files, and the folders that they speak for.
import { FaultError } from '../../fault.ts';
import { asObject, parseJson, type JsonObject } from '../../image/json.ts';
import { commonFolder } from '../common-folder.ts';
import type { Tracing } from '../tracing.ts';

const mostBytes = 1_000_000;
const mostParents = 100;

export interface Package {
  readonly folder: string;
  readonly json: JsonObject;
}

export const below = (folder: string, name: string): string => `${folder === '/' ? '' : folder}/${name}`;

/** `/` of `/a`. */
export const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

/** A folder and those above it, the nearest first. */
export function foldersAbove(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== '/' && folders.length < mostParents; folders.push(at)) at = parentOf(at);
  return folders;
}

async function readJsonAt(path: string, tracing: Tracing): Promise<JsonObject | null> {
  const node = tracing.find(path);
  const bytes = node === null || tracing.isDirectory(node) ? null : await tracing.read(node, 0, mostBytes + 1);
  if (!bytes || bytes.length > mostBytes) return null;
  try {
    return asObject(parseJson(bytes, path, path));
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return null;
  }
}

/** What a folder's package.json says; null where there is none that can be read. */
export async function packageIn(folder: string, tracing: Tracing): Promise<Package | null> {
  const known = tracing.kept('node packages', () => new Map<string, Promise<JsonObject | null>>());
  const reading = known.get(folder) ?? readJsonAt(below(folder, 'package.json'), tracing);
  known.set(folder, reading);
  const json = await reading;
  return json && { folder, json };
}

/** The nearest package.json decides what the files of a folder are. */
export async function scopeOf(folder: string, tracing: Tracing): Promise<Package | null> {
  for (const one of foldersAbove(folder)) {
    if (one.endsWith('/node_modules')) return null;
    const found = await packageIn(one, tracing);
    if (found) return found;
  }
  return null;
}

/** `/app/node_modules/@scope/name` of what lies below it; null for what no package manager has put there. */
export function installedFolder(path: string): string | null {
  const marker = '/node_modules/';
  const at = path.lastIndexOf(marker);
  if (at < 0) return null;
  const [first = '', second = ''] = path.slice(at + marker.length).split('/', 2);
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  return path.slice(0, at + marker.length) + name;
}

const isWhole = ({ json }: Package): boolean =>
  ['name', 'scripts', 'dependencies', 'workspaces'].some((key) => json[key] !== undefined);

/** The folder of the package or application to which a file belongs; null where that would be one that many programs share. */
export async function ownFolder(path: string, tracing: Tracing): Promise<string | null> {
  const installed = installedFolder(path);
  if (installed !== null) return installed;
  let folder = parentOf(path);
  for (const one of foldersAbove(folder)) {
    const found = await packageIn(one, tracing);
    if (!found || !isWhole(found)) continue;
    folder = one;
    break;
  }
  return folder === '/' || commonFolder.test(folder) ? null : folder;
}
