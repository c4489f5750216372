import { contextPath } from '../build-context/context-tree.ts';
import { FaultError, toFault, type Fault } from '../fault.ts';
import { namesOfChosen, type ChosenFolder } from './chosen-folder.ts';
import { fileOf } from './file-source.ts';
import type { FolderNames, NamedSource } from './folder-names.ts';
import { byPromise, inFlight } from './in-flight.ts';
import { walkFolder, type WalkOptions } from './walk-folder.ts';

interface FileInFolder {
  readonly path: string;
  readonly file: File;
}

/** A folder that was dropped or chosen, with what is read of it by the paths in it. */
export interface DroppedFolder {
  readonly name: string;
  /** All files of an image; of a project, those that are named like an input. */
  readonly files: readonly FileInFolder[];
  /** Null: it holds an image. */
  readonly project: FolderNames | null;
  /** What of it could not be read. */
  readonly faults: readonly Fault[];
}

/** What can be dropped. */
export type Dropped = File | DroppedFolder;

const mostDockerfiles = 5000;
const openedAtOnce = 16;

/** A folder that was chosen. Throws a FaultError where there is nothing in it. */
export async function folderOf(folder: ChosenFolder, options: WalkOptions): Promise<DroppedFolder> {
  return droppedFolder(await namesOfChosen(folder, options), options.signal);
}

/** A folder that was dropped. Throws a FaultError where there is nothing in it, or it can't be read at all. */
export async function readFolder(entry: FileSystemDirectoryEntry, options: WalkOptions): Promise<DroppedFolder> {
  return droppedFolder(await walkFolder(entry, options), options.signal);
}

function droppedFolder(names: FolderNames, signal: AbortSignal): Promise<DroppedFolder> {
  if (names.isImage) return imageOf(names, signal);
  if (names.files > 0) return projectOf(names, signal);
  const lookedFor = [
    'index.json or manifest.json (an image)',
    'a Dockerfile',
    'a .dockerignore',
    'any file to build from',
  ];
  throw new FaultError({ kind: 'not-recognised', fileName: names.name, lookedFor, looksLike: 'an empty folder' });
}

/** An image is read whole or not at all. */
async function imageOf(names: FolderNames, signal: AbortSignal): Promise<DroppedFolder> {
  const { name } = names;
  const [fault] = names.faults;
  if (fault) throw new FaultError(fault.kind === 'limit' ? { ...fault, whole: true } : fault);
  const [unreadable] = names.unreadable;
  if (unreadable)
    throw new FaultError({
      kind: 'unreadable-file',
      fileName: `${name}/${unreadable.path}`,
      detail: unreadable.detail,
    });
  const tree = names.tree.finish();
  const all = names.sources.flatMap((source, node) => (source ? [{ path: contextPath(tree, node), source }] : []));
  const { files, faults } = await opened(all, signal);
  const [unopened] = faults;
  if (unopened) throw new FaultError(unopened);
  return { name, files, project: null, faults };
}

async function projectOf(names: FolderNames, signal: AbortSignal): Promise<DroppedFolder> {
  const { name, inputs } = names;
  const { files, faults } = await opened(inputs.slice(0, mostDockerfiles), signal);
  const what = 'the Dockerfiles of a folder';
  const cut: Fault = { kind: 'limit', fileName: name, what, limit: mostDockerfiles, unit: 'entries' };
  return {
    name,
    files,
    project: names,
    faults: [...names.faults, ...(inputs.length > mostDockerfiles ? [cut] : []), ...faults],
  };
}

async function opened(
  named: readonly NamedSource[],
  signal: AbortSignal,
): Promise<{ files: FileInFolder[]; faults: Fault[] }> {
  const files = new Array<FileInFolder | null>(named.length).fill(null);
  const faults: Fault[] = [];
  let at = 0;
  await inFlight({
    most: openedAtOnce,
    signal,
    next: () => (at < named.length ? at++ : undefined),
    ask: byPromise(async (index) => {
      const { path, source } = named[index] as NamedSource;
      try {
        files[index] = { path, file: await fileOf(source) };
      } catch (error) {
        faults.push(toFault(error, path));
      }
    }),
  });
  return { files: files.filter((one) => one !== null), faults };
}
