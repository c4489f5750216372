import { openRange, type OpenOptions } from '../archive/open-range.ts';
import type { TarEntry } from '../archive/tar-entry.ts';
import { TarReader } from '../archive/tar-reader.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError, faultOfInput, type Fault } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { normalisePath } from '../paths/normalise.ts';
import { readRowFilter, type RowFilter } from './estargz.ts';
import { EntryTypeCode, type LayerScan } from './layer-table.ts';
import { LayerTableBuilder } from './layer-table-builder.ts';
import { parseWhiteout } from './whiteout.ts';

const typeCodes: Readonly<Record<string, number>> = {
  '0': EntryTypeCode.file,
  '1': EntryTypeCode.hardlink,
  '2': EntryTypeCode.symlink,
  '3': EntryTypeCode.characterDevice,
  '4': EntryTypeCode.blockDevice,
  '5': EntryTypeCode.directory,
  '6': EntryTypeCode.fifo,
  D: EntryTypeCode.directory, // GNU incremental backups
};

const slash = 47;
const noBytes = new Uint8Array(0);

function addEntry(builder: LayerTableBuilder, entry: TarEntry, isRow: RowFilter): void {
  let type = typeCodes[entry.type];
  if (type === undefined) return; // volume labels and the like are no files
  // V7 tar had no type for directories: a slash at the end says it.
  if (type === EntryTypeCode.file && entry.path[entry.path.length - 1] === slash) type = EntryTypeCode.directory;
  const path = normalisePath(entry.path);
  if (!isRow(path)) return;
  const mark = parseWhiteout(path);
  if (mark) {
    if (mark.kind === 'whiteout') builder.whiteouts.push(mark.path);
    if (mark.kind === 'opaque') builder.opaques.push(mark.path);
    return;
  }
  const isLink = type === EntryTypeCode.hardlink || type === EntryTypeCode.symlink;
  builder.add({
    path,
    link: !isLink ? noBytes : type === EntryTypeCode.hardlink ? normalisePath(entry.link) : entry.link,
    type,
    size: type === EntryTypeCode.file ? entry.size : 0,
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    mtime: entry.mtime,
    offset: entry.offset,
    headerSize: entry.sparse ? 0 : entry.bodyOffset - entry.offset,
  });
}

const entriesBetweenProgress = 256;

/**
 * Reads the headers of one layer. Never fails on a damaged layer: what stands before the damage is in the table, and the
 * fault says what happened. `onProgress` gets the bytes of the dropped file got through so far; `allowExpansion` reads on
 * where an `expansion` fault stopped a scan before.
 */
export async function scanLayer(
  file: Blob,
  layer: LayerBlob,
  fileName: string,
  onProgress: (done: Bytes) => void = () => undefined,
  options: Pick<OpenOptions, 'allowExpansion'> = {},
): Promise<LayerScan> {
  const builder = new LayerTableBuilder();
  const place = `${fileName} (layer ${layer.index})`;
  let fault: Fault | null = null;
  let tarBytes = 0;
  try {
    if (!layer.range)
      throw new FaultError({ kind: 'missing-blob', fileName, path: layer.name, namedIn: 'the manifest' });
    const reader = openRange(file, layer.range, layer.compression, { ...options, fileName: place });
    try {
      const isRow = await readRowFilter(file, layer);
      const tar = new TarReader(reader, place);
      for (let entry = await tar.next(); entry; entry = await tar.next()) {
        addEntry(builder, entry, isRow);
        if (builder.count % entriesBetweenProgress === 0) onProgress(reader.consumed);
      }
    } finally {
      tarBytes = reader.position;
      await reader.close();
    }
  } catch (error) {
    fault = faultOfInput(error, place);
  }
  return { table: builder.finish(tarBytes), fault };
}
