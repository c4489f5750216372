import { openRange } from '../archive/open-range.ts';
import { TarReader } from '../archive/tar-reader.ts';
import { createStreamingSha256 } from '../bytes/sha256.ts';
import { decodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import type { LayerBlob } from '../image/model.ts';
import { normalisePath } from '../paths/normalise.ts';
import type { FileHash, HashedFile } from './duplicates.ts';

/** A sparse file may claim any length; above this its zeros are not worth the time. */
export const maxHashedSparse: Bytes = 256_000_000;

/** SHA-256 of the named files of a layer. Where a layer holds a name twice, the last one counts. */
export async function hashFiles(
  file: Blob,
  layer: LayerBlob,
  files: readonly HashedFile[],
  fileName: string,
  onProgress: (done: Bytes) => void = () => undefined,
): Promise<FileHash[]> {
  if (!layer.range) return [];
  const wanted = new Map(files.map(({ storedPath, path }) => [storedPath, path]));
  const found = new Map<string, FileHash>();
  const hasher = await createStreamingSha256();
  const reader = openRange(file, layer.range, layer.compression, { fileName });
  try {
    const tar = new TarReader(reader, fileName);
    for (let entry = await tar.next(); entry; entry = await tar.next()) {
      if (entry.type !== '0' || entry.size === 0) continue;
      const storedPath = `/${decodeText(normalisePath(entry.path))}`;
      const path = wanted.get(storedPath);
      if (path === undefined || (entry.sparse && entry.size > maxHashedSparse)) continue;
      const { size } = entry;
      for await (const chunk of tar.chunks()) hasher.update(chunk);
      found.set(storedPath, { path, digest: hasher.finish(), size });
      onProgress(reader.consumed);
    }
  } finally {
    await reader.close();
  }
  return [...found.values()];
}
