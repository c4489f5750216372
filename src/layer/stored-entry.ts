import { openRange, type OpenOptions } from '../archive/open-range.ts';
import type { TarEntry } from '../archive/tar-entry.ts';
import { TarReader } from '../archive/tar-reader.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';

/** One entry of a layer's tar. */
export interface EntryPlace {
  readonly file: Blob;
  readonly layer: LayerBlob;
  /** Where its first header begins in the uncompressed tar. */
  readonly entry: Bytes;
}

/** Reads one entry where it stands. Throws a FaultError where it is not there. */
export async function readEntry<T>(
  { file, layer, entry }: EntryPlace,
  options: OpenOptions,
  read: (tar: TarReader, entry: TarEntry) => Promise<T>,
): Promise<T> {
  const { fileName } = options;
  if (!layer.range) throw new FaultError({ kind: 'missing-blob', fileName, path: layer.name, namedIn: 'the manifest' });
  // What is not compressed is opened where the file stands.
  const start = layer.compression === 'none' ? entry : 0;
  const range = { start: layer.range.start + start, end: layer.range.end };
  const reader = openRange(file, range, layer.compression, options);
  try {
    const found = (await reader.skip(entry - start)) ? new TarReader(reader, fileName) : null;
    const next = found && (await found.next());
    if (!next) throw new FaultError({ kind: 'truncated', fileName, offset: entry });
    return await read(found, next);
  } finally {
    await reader.close();
  }
}
