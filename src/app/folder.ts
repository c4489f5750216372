import { FaultError } from '../fault.ts';
import { namesAnInput } from './intake.ts';

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

const mostFiles = 100_000;
const mostLevels = 16;

/** The folder that a browser's chosen files lie in: each is named `folder/…`. */
export const folderNameOf = ([first]: readonly File[]): string =>
  first?.webkitRelativePath.split('/')[0] ?? 'The folder';

/** A folder that was chosen. Throws a FaultError where nothing in it is an input. */
export function folderOf({ name, files }: { name: string; files: readonly File[] }): DroppedFolder {
  const all = files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file }));
  const top = all.filter(({ path }) => !path.includes('/'));
  return top.some(({ path }) => marks.has(path)) ? { name, files: all, isImage: true } : plainFolder(name, top);
}

/** A folder without an image, such as a project: of what lies at its top, the files that are named like inputs. */
function plainFolder(name: string, top: readonly FileInFolder[]): DroppedFolder {
  const files = top.filter(({ path }) => namesAnInput(path));
  if (files.length > 0) return { name, files, isImage: false };
  const lookedFor = ['index.json or manifest.json (an image)', 'a Dockerfile', 'a .dockerignore', 'a .tar'];
  throw new FaultError({ kind: 'not-recognised', fileName: name, lookedFor, looksLike: 'a folder' });
}

/**
 * Reads a dropped folder: all of it where it holds an image, else only the files at its top, so that a project with its
 * dependencies is not walked through. Throws a FaultError above 100,000 files.
 */
export async function readFolder(entry: FileSystemDirectoryEntry): Promise<DroppedFolder> {
  const top = await listEntries(entry);
  const isImage = top.some(({ name, isFile }) => isFile && marks.has(name));
  const found: FileSystemFileEntry[] = [];
  const open = [...top];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.isFile) found.push(next as FileSystemFileEntry);
    else if (isImage && levelOf(next) <= mostLevels)
      open.push(...(await listEntries(next as FileSystemDirectoryEntry)));
    if (found.length > mostFiles) {
      const what = 'the files of a folder';
      throw new FaultError({ kind: 'limit', fileName: entry.name, what, limit: mostFiles, unit: 'entries' });
    }
  }
  const skip = entry.fullPath.length + 1;
  const files = await Promise.all(
    found.map(async (file) => ({ path: file.fullPath.slice(skip), file: await fileOf(file) })),
  );
  return isImage ? { name: entry.name, files, isImage } : plainFolder(entry.name, files);
}

const levelOf = ({ fullPath }: FileSystemEntry): number => fullPath.split('/').length;

/** A browser gives the entries of a folder in pieces, an empty one at the end. */
async function listEntries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  while (all.length <= mostFiles) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    all.push(...some);
  }
  return all;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));
