import type { ImageConfig } from '../image/model.ts';
import { resolvePath, type Resolved } from '../rootfs/resolve-path.ts';
import type { HardenedImage } from './hardened-image.ts';
import { isStartable, rightsOf } from './rights.ts';
import { shown, someOf } from './shown.ts';

/** Where a program is, or why it is not there. */
export type Place =
  | {
      readonly node: number;
      /** Before links were followed. */
      readonly named: string;
      readonly path: string;
    }
  | { readonly node: null; readonly problem: string; readonly path?: string };

/** What a program is looked for in. */
type Searched = Pick<HardenedImage, 'image' | 'rootfs'>;

/** Docker's, where the image sets none. */
export const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Linux refuses longer paths (PATH_MAX), and longer variables of the environment (MAX_ARG_STRLEN). */
const longestPath = 4095;
const longestVariable = 131_072;
const mostDirectories = 4096;

/** A variable of the environment; the last counts, as for the runtime. */
export function variableOf({ env }: ImageConfig, name: string): string | null {
  const set = env.findLast((line) => line.startsWith(`${name}=`));
  return set === undefined ? null : set.slice(name.length + 1);
}

/** An absolute path without empty parts, by the directory in which the container starts. */
export function absolute(path: string, { workingDir }: ImageConfig): string {
  const parts = (path.startsWith('/') ? path : `${workingDir}/${path}`).split('/');
  return `/${parts.filter((part) => part !== '' && part !== '.').join('/')}`;
}

/** The directories of a list such as PATH, each once, absolute; an empty part is the working directory. */
export function directoriesOf(list: string, config: ImageConfig): string[] {
  if (list === '') return [];
  const parts = new Set(list.slice(0, longestVariable).split(':'));
  return [...parts].slice(0, mostDirectories).map((part) => absolute(part, config));
}

export const searchPathOf = (config: ImageConfig): string[] =>
  directoriesOf(variableOf(config, 'PATH') ?? usualPath, config);

const below = (directory: string, name: string): string => `${directory === '/' ? '' : directory}/${name}`;

/** What is wrong with a path that leads nowhere. */
function problemOf({ why, at }: Resolved & { node: null }, path: string): string {
  const place = shown(at);
  if (why === 'loop') return `Its symbolic links lead round and round at ${place}.`;
  if (why === 'no directory') return `${place}, which is to be a directory above it, is none.`;
  if (at === path) return 'There is no such file.';
  if (path.startsWith(`${at}/`)) return `There is no such file: the directory ${place} is not there.`;
  return `It is a symbolic link, or lies behind one, that leads to ${place}, which is not there.`;
}

/** The file that a path names. */
export function fileAt({ rootfs }: Pick<Searched, 'rootfs'>, path: string): Place {
  if (path.length > longestPath) return { node: null, problem: 'Its path is longer than Linux allows (4,095 bytes).' };
  const resolved = resolvePath(rootfs, path);
  if (resolved.node === null) return { node: null, problem: problemOf(resolved, path), path };
  const { type } = rightsOf(rootfs, resolved.node);
  if (type === 'file' || type === 'hardlink') return { node: resolved.node, named: path, path: resolved.path };
  return { node: null, problem: `It is a ${type.replace('-', ' ')}, not a program.`, path };
}

/** A name that no directory of PATH has; a link of that name that breaks is said first. */
function notInPath(image: Searched, name: string, directories: readonly string[]): Place {
  for (const directory of directories) {
    const real = resolvePath(image.rootfs, directory);
    const link = real.node === null ? null : resolvePath(image.rootfs, below(real.path, name));
    if (real.node === null || link?.node !== null) continue;
    if (link.why === 'loop' || link.at !== below(real.path, name)) return fileAt(image, below(directory, name));
  }
  const where = directories.length === 0 ? 'PATH is empty' : `PATH is ${someOf(directories)}`;
  return { node: null, problem: `No directory of PATH has a program ${shown(name)} (${where}).` };
}

/** A name as the runtime and shells look for it: the first file that anybody may start, else the first file. */
function inPath(image: Searched, name: string): Place {
  const directories = searchPathOf(image.image.config);
  let spare: Place | null = null;
  for (const directory of directories) {
    const place = fileAt(image, below(directory, name));
    if (place.node === null) continue;
    if (isStartable(rightsOf(image.rootfs, place.node))) return place;
    spare ??= place;
  }
  return spare ?? notInPath(image, name, directories);
}

/** Where the program is that a word names. */
export function placeOf(image: Searched, word: string): Place {
  if (word === '') return { node: null, problem: 'The word that names the program is empty.' };
  if (word.length > longestPath) return fileAt(image, word);
  return word.includes('/') ? fileAt(image, absolute(word, image.image.config)) : inPath(image, word);
}
