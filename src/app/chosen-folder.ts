import { FolderNames, type Place } from './folder-names.ts';
import { inTurns } from './in-turns.ts';
import type { WalkOptions } from './walk-folder.ts';

/** What a browser gives of a chosen folder: its files, each with the folder's name and its path. */
export interface ChosenFolder {
  readonly name: string;
  readonly files: ArrayLike<File>;
}

/** The folder that a browser's chosen files lie in: each is named `folder/…`. */
export const folderNameOf = (files: ArrayLike<File>): string =>
  files[0]?.webkitRelativePath.split('/')[0] ?? 'The folder';

/** All names of a chosen folder. Empty folders are in no list of files. */
export async function namesOfChosen(
  { name, files }: ChosenFolder,
  { signal, onNames }: WalkOptions,
): Promise<FolderNames> {
  const names = new FolderNames(name, 'chosen');
  const places = new Map<string, Place | null>([['', names.top]]);
  const takeIn = function* (): Generator<undefined> {
    for (let at = 0; at < files.length && !names.isFull; at++) {
      const file = files[at] as File;
      const path = file.webkitRelativePath.slice(name.length + 1);
      const slash = path.lastIndexOf('/');
      const place = placeOf(path.slice(0, Math.max(0, slash)), names, places);
      if (place) names.addFile(place, path.slice(slash + 1), file);
      onNames?.(names.tree.count - 1);
      yield;
    }
  };
  await inTurns(takeIn(), signal);
  return names;
}

/** Null where it lies too deep, or there are too many names. */
function placeOf(path: string, names: FolderNames, places: Map<string, Place | null>): Place | null {
  const known = places.get(path);
  if (known !== undefined) return known;
  let place: Place | null = names.top;
  for (let from = 0, to = 0; to < path.length && place; from = to + 1) {
    const slash = path.indexOf('/', from);
    to = slash < 0 ? path.length : slash;
    const above = path.slice(0, to);
    const next = places.get(above);
    place = next === undefined ? names.addDirectory(place, path.slice(from, to)) : next;
    places.set(above, place);
  }
  places.set(path, place);
  return place;
}
