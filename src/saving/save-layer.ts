import { openRange, type OpenOptions } from '../archive/open-range.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError, faultOfInput, type Fault } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';

/** Writes the uncompressed tar of a layer, byte for byte; where it is damaged as far as it can be read, and why. */
export async function saveLayer(
  file: Blob,
  layer: LayerBlob,
  options: OpenOptions,
  sink: ByteSink,
  onProgress: (done: Bytes) => void = () => undefined,
): Promise<Fault | null> {
  const { range, compression, name: path, index } = layer;
  const fileName = `${options.fileName} (layer ${index})`;
  if (!range) throw new FaultError({ kind: 'missing-blob', fileName, path, namedIn: 'the manifest' });
  const reader = openRange(file, range, compression, { ...options, fileName });
  try {
    while (await reader.fill(1)) {
      await sink.write(reader.peek(reader.buffered));
      reader.advance(reader.buffered);
      onProgress(reader.consumed);
    }
    return null;
  } catch (error) {
    const fault = faultOfInput(error, fileName);
    if (fault.kind === 'not-saved' || fault.kind === 'no-space') throw error;
    return fault;
  } finally {
    await reader.close();
  }
}
