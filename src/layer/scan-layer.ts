import { openRange, type OpenOptions } from '../archive/open-range.ts';
import { TarReader } from '../archive/tar-reader.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError, faultOfInput, type Fault } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { readRowFilter } from './estargz.ts';
import type { LayerScan } from './layer-table.ts';
import { LayerTableBuilder } from './layer-table-builder.ts';
import { RowWriter } from './row-writer.ts';

/** The builder of a layer that is done, for the next one: its memory has been written to, which new memory is slow at. */
let spare: LayerTableBuilder | null = null;

function takeBuilder(): LayerTableBuilder {
  const builder = spare ?? new LayerTableBuilder();
  spare = null;
  return builder;
}

/** All entries that lie in the window. Apart from the rest, because browsers compile a loop that waits for nothing better. */
function addBuffered(tar: TarReader, writer: RowWriter): void {
  for (let entry = tar.nextBuffered(); entry; entry = tar.nextBuffered()) writer.add(entry);
}

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
  const builder = takeBuilder();
  const place = `${fileName} (layer ${layer.index})`;
  let fault: Fault | null = null;
  let tarBytes = 0;
  try {
    if (!layer.range)
      throw new FaultError({ kind: 'missing-blob', fileName, path: layer.name, namedIn: 'the manifest' });
    const reader = openRange(file, layer.range, layer.compression, { ...options, fileName: place });
    try {
      const writer = new RowWriter(builder, await readRowFilter(file, layer));
      const tar = new TarReader(reader, place);
      for (;;) {
        addBuffered(tar, writer);
        onProgress(reader.consumed);
        const entry = await tar.next();
        if (!entry) break;
        writer.add(entry);
      }
    } finally {
      tarBytes = reader.position;
      await reader.close();
    }
  } catch (error) {
    fault = faultOfInput(error, place);
  }
  const table = builder.finish(tarBytes);
  if (builder.reset()) spare = builder;
  return { table, fault };
}
