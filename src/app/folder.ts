import { FaultError } from '../fault.ts';
import { namesAnInput, textKindOfName } from './intake.ts';

interface FileInFolder {
  readonly path: string;
  readonly file: File;
}

/** A folder that was dropped or chosen, with its files by their paths in it. */
export interface DroppedFolder {
  readonly name: string;
  readonly files: readonly FileInFolder[];
  /** It holds an image: an OCI layout, or what docker save wrote, unpacked. */
  readonly isImage: boolean;
}

/** What can be dropped. */
export type Dropped = File | DroppedFolder;

/** Files at the top of a folder that say it holds an image. */
const marks: ReadonlySet<string> = new Set(['oci-layout', 'index.json', 'manifest.json', 'repositories']);

const mostNames = 500_000;
const mostLevels = 32;
const mostDockerfiles = 5000;

/** Folders of a project whose Dockerfiles are not its own. */
const othersFolders: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

/** The folder that a browser's chosen files lie in: each is named `folder/…`. */
export const folderNameOf = ([first]: readonly File[]): string =>
  first?.webkitRelativePath.split('/')[0] ?? 'The folder';

/** A folder that was chosen. Throws a FaultError where nothing in it is an input. */
export function folderOf({ name, files }: { name: string; files: readonly File[] }): DroppedFolder {
  const all = files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file }));
  if (all.some(({ path }) => marks.has(path))) return { name, files: all, isImage: true };
  return projectOf(
    name,
    all.filter(({ path }) => isOwnInput(path)),
  );
}

/** Of a project: its Dockerfiles wherever they lie, of other inputs those at its top. */
function isOwnInput(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  if (parts.length === 0) return namesAnInput(name);
  return textKindOfName(name) === 'dockerfile' && !parts.some((part) => othersFolders.has(part));
}

function checkCount(fileName: string, what: string, count: number, limit: number): void {
  if (count > limit) throw new FaultError({ kind: 'limit', fileName, what, limit, unit: 'entries', whole: true });
}

function projectOf(name: string, files: readonly FileInFolder[]): DroppedFolder {
  checkCount(name, 'the Dockerfiles of a folder', files.length, mostDockerfiles);
  if (files.length > 0) return { name, files, isImage: false };
  const lookedFor = ['index.json or manifest.json (an image)', 'a Dockerfile', 'a .dockerignore', 'a .tar'];
  throw new FaultError({ kind: 'not-recognised', fileName: name, lookedFor, looksLike: 'a folder' });
}

/**
 * Reads a dropped folder: all of it where it holds an image, else what `isOwnInput` names; what its dependencies and its
 * version control hold is not walked through. Throws a FaultError above 500,000 names.
 */
export async function readFolder(entry: FileSystemDirectoryEntry): Promise<DroppedFolder> {
  const top = await listEntries(entry);
  const isImage = top.some(({ name, isFile }) => isFile && marks.has(name));
  const skip = entry.fullPath.length + 1;
  const pathOf = ({ fullPath }: FileSystemEntry): string => fullPath.slice(skip);
  const wanted: FileSystemFileEntry[] = [];
  const open = [...top];
  let names = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    checkCount(entry.name, 'the names in a folder', ++names, mostNames);
    if (next.isFile) {
      if (isImage || isOwnInput(pathOf(next))) wanted.push(next as FileSystemFileEntry);
    } else if ((isImage || !othersFolders.has(next.name)) && levelOf(next) <= mostLevels) {
      for (const inside of await listEntries(next as FileSystemDirectoryEntry)) open.push(inside);
    }
  }
  const files = await Promise.all(wanted.map(async (file) => ({ path: pathOf(file), file: await fileOf(file) })));
  return isImage ? { name: entry.name, files, isImage } : projectOf(entry.name, files);
}

const levelOf = ({ fullPath }: FileSystemEntry): number => fullPath.split('/').length;

/** A browser gives the entries of a folder in pieces, an empty one at the end. */
async function listEntries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  while (all.length <= mostNames) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    for (const entry of some) all.push(entry);
  }
  return all;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));
