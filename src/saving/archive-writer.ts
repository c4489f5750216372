import { endOfTar, tarHeader, tarPadding } from '../archive/tar-writer.ts';
import { TarFlag } from '../archive/tar-header.ts';
import { safePath, type WrittenEntry } from '../archive/written-entry.ts';
import { ZipWriter } from '../archive/zip-writer.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Pieces } from '../bytes/pieces.ts';
import type { Bytes } from '../bytes/units.ts';
import type { SaveFormat } from './selection.ts';

/** Puts entries one behind the other into a file of its format. */
export interface ArchiveWriter {
  /** A further name of a file is an entry of its own that holds no bytes. Else each name has the contents again. */
  readonly hasLinks: boolean;
  /** False where the format has nothing for such an entry. Where the body throws, what was written stays well formed. */
  add(entry: WrittenEntry, body: Pieces | null): Promise<boolean>;
  finish(): Promise<void>;
}

export async function openWriter(format: SaveFormat, sink: ByteSink): Promise<ArchiveWriter> {
  switch (format) {
    case 'tar':
      return new TarArchive(sink);
    case 'zip':
      return new ZipArchive(await ZipWriter.open(sink));
    case 'file':
      return new SingleFile(sink);
    default:
      return format satisfies never;
  }
}

const zeros = new Uint8Array(65_536);

class TarArchive implements ArchiveWriter {
  readonly hasLinks = true;

  constructor(private readonly sink: ByteSink) {}

  async add(entry: WrittenEntry, body: Pieces | null): Promise<boolean> {
    const path = safePath(entry.path);
    // A hard link names a path of this very archive.
    const link = entry.flag === TarFlag.hardLink ? safePath(entry.link) : entry.link;
    await this.sink.write(tarHeader({ ...entry, path, link, size: body ? entry.size : 0 }));
    if (body) await this.addBody(entry.size, body);
    return true;
  }

  async finish(): Promise<void> {
    await this.sink.write(endOfTar);
  }

  private async addBody(size: Bytes, body: Pieces): Promise<void> {
    let left = size;
    try {
      for await (const piece of body) {
        await this.sink.write(piece);
        left -= piece.length;
      }
    } finally {
      // The header has said how much comes.
      for (left += tarPadding(size); left > 0; left -= zeros.length) await this.sink.write(zeros.subarray(0, left));
    }
  }
}

class ZipArchive implements ArchiveWriter {
  readonly hasLinks = false;

  constructor(private readonly zip: ZipWriter) {}

  add(entry: WrittenEntry, body: Pieces | null): Promise<boolean> {
    return this.zip.add(entry, body);
  }

  finish(): Promise<void> {
    return this.zip.finish();
  }
}

class SingleFile implements ArchiveWriter {
  readonly hasLinks = true;

  constructor(private readonly sink: ByteSink) {}

  async add(_entry: WrittenEntry, body: Pieces | null): Promise<boolean> {
    if (!body) return false;
    for await (const piece of body) await this.sink.write(piece);
    return true;
  }

  async finish(): Promise<void> {}
}
