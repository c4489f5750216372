import type { OpenOptions } from '../archive/open-range.ts';
import { gathered } from '../bytes/pieces.ts';
import { readEntry, type EntryPlace } from '../layer/stored-entry.ts';
import type { Cataloger, FilePair } from './cataloger.ts';
import type { Cataloged } from './package.ts';

export interface FilesApartInput {
  /** By its id. */
  readonly cataloger: string;
  readonly pair: FilePair;
  readonly main: EntryPlace;
  readonly beside: EntryPlace | null;
}

/** What two files of different layers say together. Throws a FaultError where one of them can't be read. */
export async function readFilesApart(
  { cataloger: id, pair, main, beside }: FilesApartInput,
  catalogers: readonly Cataloger[],
  options: OpenOptions,
): Promise<Cataloged> {
  const together = catalogers.find((cataloger) => cataloger.id === id)?.together;
  if (!together) throw new Error(`${id} reads no files together`);
  const read = (place: EntryPlace): Promise<Uint8Array> =>
    readEntry(place, options, (tar, { size }) => gathered(tar.chunks(), size));
  const other = beside && { path: pair.beside, bytes: await read(beside) };
  return together.read({ path: pair.main, bytes: await read(main) }, other);
}
