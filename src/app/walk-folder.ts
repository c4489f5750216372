import { FaultError } from '../fault.ts';
import { FolderNames, type Place } from './folder-names.ts';
import { byPromise, inFlight } from './in-flight.ts';

export interface WalkOptions {
  readonly signal: AbortSignal;
  /** Called often, with the names that are known. */
  onNames?(names: number): void;
}

interface OpenFolder {
  readonly entry: FileSystemDirectoryEntry;
  readonly place: Place;
}

/** Listings under way at once: with fewer the browser waits for the page, with more the page for the browser. */
const listedAtOnce = 128;

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));

/**
 * All names of a dropped folder. What dependencies and version control hold comes last, so that a limit leaves out nothing
 * else. Throws a FaultError where the folder itself can't be listed.
 */
export async function walkFolder(
  entry: FileSystemDirectoryEntry,
  { signal, onNames }: WalkOptions,
): Promise<FolderNames> {
  const names = new FolderNames(entry.name, 'dropped');
  const own: OpenFolder[] = [{ entry, place: names.top }];
  const others: OpenFolder[] = [];
  await inFlight({
    most: listedAtOnce,
    signal,
    next: () => (names.isFull ? undefined : (own.pop() ?? others.pop())),
    ask: byPromise(async (folder) => {
      for (const inside of await list(folder, names)) (inside.place.isOwn ? own : others).push(inside);
      onNames?.(names.tree.count - 1);
    }),
  });
  return names;
}

/** Takes in the names of one folder, and gives the folders among them. */
async function list({ entry, place }: OpenFolder, names: FolderNames): Promise<OpenFolder[]> {
  const inside: OpenFolder[] = [];
  try {
    const reader = entry.createReader();
    while (!names.isFull) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      // The browser gives them in pieces, an empty one at the end.
      if (some.length === 0) break;
      for (const one of some) {
        const directory = takeIn(one, place, names);
        if (directory) inside.push(directory);
      }
    }
  } catch (error) {
    const detail = wordsOf(error);
    if (place === names.top) throw new FaultError({ kind: 'unreadable-file', fileName: names.name, detail });
    names.addUnreadable(place, detail);
  }
  return inside;
}

function takeIn(entry: FileSystemEntry, place: Place, names: FolderNames): OpenFolder | null {
  // What Chromium can't write in UTF-8. Such a folder would be its own parent once more, and so on for ever.
  if (entry.name === '') return (names.unnamed++, null);
  if (entry.isFile) return (names.addFile(place, entry.name, entry as FileSystemFileEntry), null);
  const inside = names.addDirectory(place, entry.name);
  return inside && { entry: entry as FileSystemDirectoryEntry, place: inside };
}
