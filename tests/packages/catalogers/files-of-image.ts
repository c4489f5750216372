import { archiveIn, scanBlob } from '../../support/open-image.ts';
import { basename } from 'node:path';
import { decodeText } from '../../../src/bytes/text.ts';
import type { CatalogedFile, Cataloger } from '../../../src/packages/cataloger.ts';
import { EntryTypeCode } from '../../../src/layer/layer-table.ts';
import { openBody } from '../../../src/layer/file-body.ts';

export interface ImageFile extends CatalogedFile {
  readonly layer: number;
  readonly isVisible: boolean;
}

/** The files of an image's layers, which are not compressed, that one of the catalogers chooses. */
export async function filesOfImage(path: string, catalogers: readonly Cataloger[]): Promise<ImageFile[]> {
  const blob = await archiveIn(path);
  const { image, rootfs } = await scanBlob(blob, basename(path));
  const { eventTypes, eventOffsets, eventHeaderSizes, eventSizes, eventNodes, eventGoneIn } = rootfs.columns;
  const files: ImageFile[] = [];
  for (const [layer, { range, compression }] of image.layers.entries()) {
    if (!range || compression !== 'none') throw new Error(`Layer ${layer} of ${path} can't be read in place`);
    const tar = blob.slice(range.start, range.end);
    for (const event of rootfs.eventsOfLayer(layer)) {
      const size = eventSizes[event]!;
      const path = rootfs.pathOf(eventNodes[event]!);
      if (eventTypes[event] !== EntryTypeCode.file || size === 0 || !isChosen(path, catalogers)) continue;
      const place = { offset: eventOffsets[event]!, headerSize: eventHeaderSizes[event]!, size };
      const bytes = await openBody(tar, place, path).read(0, size);
      files.push({ path, bytes, layer, isVisible: eventGoneIn[event] === -1 });
    }
  }
  return files;
}

const isChosen = (path: string, catalogers: readonly Cataloger[]): boolean =>
  catalogers.some((cataloger) => passes(cataloger, path) && cataloger.selects(path));

/** The sieve by names, as a collector applies it. */
function passes({ names, endings }: Cataloger, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.')).toLowerCase() : '';
  return names?.includes(name) === true || endings?.includes(ending) === true;
}

/** The text of a file, for tests. */
export const fileOf = (path: string, text: string): CatalogedFile => ({ path, bytes: new TextEncoder().encode(text) });

export const textOf = ({ bytes }: CatalogedFile): string => decodeText(bytes);
