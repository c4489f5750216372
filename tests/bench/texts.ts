import { openAsBlob } from 'node:fs';
import { openRange } from '../../src/archive/open-range.ts';
import { TarFlag } from '../../src/archive/tar-header.ts';
import { TarReader } from '../../src/archive/tar-reader.ts';
import { decodeText } from '../../src/bytes/text.ts';
import { openArchive } from '../../src/image/open-archive.ts';
import { normalisePath } from '../../src/paths/normalise.ts';
import { limits } from '../../src/secrets/limits.ts';
import { textFormOf } from '../../src/secrets/text-form.ts';

export interface Text {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files of an archive that are searched as texts, as they are stored, up to so many bytes in all. */
export async function* textsOf(file: string, most: number): AsyncGenerator<Text> {
  const blob = await openAsBlob(file);
  const { images } = await openArchive({ kind: 'file', name: file, file: blob });
  let total = 0;
  for (const { range, compression } of images[0]?.layers ?? []) {
    if (!range) continue;
    const reader = openRange(blob, range, compression, { fileName: file });
    const tar = new TarReader(reader, file);
    for (let entry = await tar.next(); entry; entry = await tar.next()) {
      const { flag, size, path } = entry;
      if (flag !== TarFlag.file || size === 0 || size > limits.textBytes) continue;
      const name = `/${decodeText(normalisePath(path))}`;
      const chunks: Uint8Array[] = [];
      for await (const chunk of tar.chunks()) chunks.push(chunk.slice());
      const bytes = new Uint8Array(Buffer.concat(chunks));
      if (textFormOf(bytes).isBinary) continue;
      if (total + size > most) return;
      total += size;
      yield { path: name, bytes };
    }
    await reader.close();
  }
}
