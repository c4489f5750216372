import type { PatchableSink } from '../../src/bytes/byte-sink.ts';
import { cleanImage, type Cleaned } from '../../src/cleaning/clean-image.ts';
import type { Cleaning } from '../../src/cleaning/clean-plan.ts';
import { makeArchive, type ArchiveOptions } from '../support/make-archive.ts';
import { scanBlob, type ScannedImage } from '../support/open-image.ts';

/** What is written, kept in memory. */
export class Patched implements PatchableSink {
  private bytes = new Uint8Array(65_536);
  position = 0;

  async write(piece: Uint8Array): Promise<void> {
    const end = this.position + piece.length;
    if (end > this.bytes.length) {
      const larger = new Uint8Array(2 * end);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(piece, this.position);
    this.position = end;
  }

  async patch(at: number, piece: Uint8Array): Promise<void> {
    if (at + piece.length > this.position) throw new RangeError('That was not written yet');
    this.bytes.set(piece, at);
  }

  blob(): Blob {
    return new Blob([this.bytes.subarray(0, this.position)]);
  }
}

export interface CleanedImage extends Cleaned {
  readonly before: ScannedImage;
  readonly after: ScannedImage;
  readonly files: { readonly before: Blob; readonly after: Blob };
}

type Choices = Partial<Cleaning> & { readonly pathNames?: readonly string[]; readonly contentsOf?: readonly string[] };

/** `pathNames`: removed paths. `contentsOf`: paths whose contents, in all their versions, go under every name. */
export async function clean(
  text: string,
  { pathNames = [], contentsOf = [], hidden = true }: Choices = {},
  options: Partial<ArchiveOptions> = {},
): Promise<CleanedImage> {
  const file = await makeArchive(text, { layout: 'docker25', compression: 'none', tag: 'web:1', ...options });
  return cleanBlob(file, (before) => ({
    hidden,
    paths: new Set(pathNames.map((path) => before.rootfs.find(path)!)),
    contents: new Set(
      contentsOf.flatMap((path) =>
        before.rootfs.eventsOf(before.rootfs.find(path)!).map((event) => before.rootfs.columns.eventCopies[event]!),
      ),
    ),
  }));
}

export async function cleanBlob(file: Blob, choose: (before: ScannedImage) => Cleaning): Promise<CleanedImage> {
  const before = await scanBlob(file, 'web.tar');
  const { image, rootfs } = before;
  const sink = new Patched();
  const layers = image.layers.map((layer) => ({ layer, file }));
  const input = {
    columns: rootfs.columns,
    layers,
    configText: image.configText,
    tags: image.tags,
    cleaning: choose(before),
  };
  const cleaned = await cleanImage(input, { fileName: 'web.tar' }, sink);
  const after = await scanBlob(sink.blob(), 'clean.tar');
  return { ...cleaned, before, after, files: { before: file, after: sink.blob() } };
}
