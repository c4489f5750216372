import { BufferedSink } from '../../src/bytes/byte-sink.ts';
import { saveFiles, type Saved } from '../../src/saving/save-files.ts';
import type { SaveFormat, Selection } from '../../src/saving/selection.ts';
import { makeArchive, type ArchiveOptions } from '../support/make-archive.ts';
import { scanBlob, type ScannedImage } from '../support/open-image.ts';
import { decodeText } from '../../src/bytes/text.ts';
import { readTar, type ReadEntry } from '../archive/read-tar.ts';

/** What is written, kept in memory. */
export class Collected {
  private readonly parts: Uint8Array<ArrayBuffer>[] = [];

  async write(piece: Uint8Array): Promise<void> {
    this.parts.push(piece.slice());
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await new Blob(this.parts).arrayBuffer());
  }
}

export interface SaveOptions extends Partial<Omit<Selection, 'node'>> {
  readonly path?: string;
  readonly format?: SaveFormat;
}

export interface SavedBytes extends Omit<Saved, 'entries'> {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Saves a path of an image; where nothing is said, the whole of it as of its last layer as a tar. */
export async function save(
  file: Blob,
  { image, rootfs }: ScannedImage,
  options: SaveOptions = {},
): Promise<SavedBytes> {
  const { path = '/', format = 'tar', mode = 'image', layer = image.layers.length - 1 } = options;
  const node = rootfs.find(path)!;
  const target = new Collected();
  const sink = new BufferedSink(target);
  const layers = image.layers.map((one) => ({ layer: one, file }));
  const input = { columns: rootfs.columns, layers, selection: { node, layer, mode }, format };
  const saved = await saveFiles(input, { fileName: 'web.tar' }, sink);
  await sink.flush();
  return { ...saved, bytes: await target.bytes() };
}

/** The same of an image in the text form of `parseImageText`. */
export async function saveText(
  text: string,
  options: SaveOptions & Pick<ArchiveOptions, 'compression' | 'contents'> = {},
): Promise<SavedBytes & { entries: ReadEntry[] }> {
  const { compression = 'none', contents } = options;
  const file = await makeArchive(text, { layout: 'docker25', compression, ...(contents && { contents }) });
  const saved = await save(file, await scanBlob(file, 'web.tar'), options);
  const entries = options.format === undefined || options.format === 'tar' ? (await readTar(saved.bytes)).entries : [];
  return { ...saved, entries };
}

/** An entry on one line: path, its link, and the text in it. */
export const lineOf = ({ path, type, link, body }: ReadEntry): string => {
  const arrow = { '1': ' => ', '2': ' -> ' }[type];
  return arrow ? path + arrow + link : body.length > 0 ? `${path} "${decodeText(body)}"` : path;
};
