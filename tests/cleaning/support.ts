import { decodeText } from '../../src/bytes/text.ts';
import { readTar, type ReadEntry } from '../archive/read-tar.ts';
import { save } from '../saving/support.ts';
import type { PatchableSink } from '../../src/bytes/byte-sink.ts';
import { cleanImage, type Cleaned, type CleanInput } from '../../src/cleaning/clean-image.ts';
import type { Cleaning } from '../../src/cleaning/cleaning.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
import { json, makeArchive, makeTar, sha256Hex, type ArchiveOptions } from '../support/make-archive.ts';
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

/**
 * The files of the last layer: contents and attributes by name, and which names share one file. `isLeftOut`: of names, by the
 * node of a path, that are not looked at.
 */
export async function merged(
  image: CleanedImage,
  which: 'before' | 'after',
  isLeftOut: (node: number) => boolean = () => false,
): Promise<string[]> {
  const { rootfs } = image[which];
  const { bytes } = await save(image.files[which], image[which]);
  const { entries: all } = await readTar(bytes);
  const targets = new Map(all.map((entry) => [entry.path, entry]));
  const entries = all.filter(({ path }) => !isLeftOut(rootfs.find(path)!));
  // Of the names of one file any may come first.
  const fileOf = (entry: ReadEntry): ReadEntry => (entry.type === '1' ? targets.get(entry.link)! : entry);
  const namesOf = (file: ReadEntry): string[] => entries.filter((one) => fileOf(one) === file).map(({ path }) => path);
  return entries
    .map((entry) => {
      const file = fileOf(entry);
      const { type, mode, uid, mtime, link, body } = file;
      return [entry.path, type, mode, uid, mtime, link, decodeText(body), ...namesOf(file).sort()].join(' ');
    })
    .sort();
}

type Extras = Pick<CleanInput, 'time' | 'compress'>;
export type Choices = Partial<Cleaning> &
  Extras & {
    /** Removed paths. */
    readonly pathNames?: readonly string[];
    /** Paths whose contents go under every name: in all their versions, and the last of them alone. */
    readonly contentsOf?: readonly string[];
    readonly newestOf?: readonly string[];
  };

export async function clean(
  text: string,
  { pathNames = [], hidden = true, squashFrom = null, time = null, compress = false, ...choices }: Choices = {},
  options: Partial<ArchiveOptions> = {},
): Promise<CleanedImage> {
  const file = await makeArchive(text, { layout: 'docker25', compression: 'none', tag: 'web:1', ...options });
  const choose = ({ rootfs }: ScannedImage): Cleaning => ({
    hidden,
    squashFrom,
    paths: new Set(pathNames.flatMap((path) => rootfs.find(path) ?? [])),
    contents: chosenContents(rootfs, choices),
  });
  return cleanBlob(file, choose, { time, compress });
}

/** The events that stored what is chosen. */
export function chosenContents(rootfs: Rootfs, { contentsOf = [], newestOf = [] }: Choices): Set<number> {
  const newest = newestOf.flatMap((path) => storedAt(rootfs, path).slice(-1));
  return new Set([...contentsOf.flatMap((path) => storedAt(rootfs, path)), ...newest]);
}

/** The events that stored what any layer shows at a path. */
function storedAt(rootfs: Rootfs, path: string): number[] {
  const node = rootfs.find(path);
  const copies = node === null ? [] : rootfs.eventsOf(node).map((event) => rootfs.columns.eventCopies[event]!);
  return copies.filter((copy) => copy >= 0);
}

/** A docker-archive of tars that no builder writes. */
export async function archiveOf(
  tars: readonly Uint8Array<ArrayBuffer>[],
  document: Readonly<Record<string, unknown>> = {},
): Promise<Blob> {
  const layers = tars.map((bytes) => ({ name: `${sha256Hex(bytes)}.tar`, bytes }));
  const config = json({
    ...document,
    rootfs: { type: 'layers', diff_ids: layers.map(({ bytes }) => `sha256:${sha256Hex(bytes)}`) },
  });
  const manifest = json([{ Config: 'config.json', RepoTags: ['web:1'], Layers: layers.map(({ name }) => name) }]);
  const files = [...layers, { name: 'config.json', bytes: config }, { name: 'manifest.json', bytes: manifest }];
  return new Blob([await makeTar(files.map(({ name, bytes }) => ({ header: { name }, body: bytes })))]);
}

export async function cleanBlob(
  file: Blob,
  choose: (before: ScannedImage) => Cleaning,
  extras: Extras = {},
): Promise<CleanedImage> {
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
    ...extras,
  };
  const cleaned = await cleanImage(input, { fileName: 'web.tar' }, sink);
  const after = await scanBlob(sink.blob(), 'clean.tar');
  return { ...cleaned, before, after, files: { before: file, after: sink.blob() } };
}
