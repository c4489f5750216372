import { PatchedSink } from '../../bytes/byte-sink.ts';
import type { Bytes } from '../../bytes/units.ts';
import { cleanImage } from '../../cleaning/clean-image.ts';
import { saveFiles } from '../../saving/save-files.ts';
import { saveLayer } from '../../saving/save-layer.ts';
import { removingSecrets } from '../../secrets/hide-in-image.ts';
import type { Handlers } from '../protocol.ts';
import { openSaveSink, type SaveTarget } from '../save-sink.ts';

/** Opens the target, has it written, and closes it; where that fails nothing is left of it. */
async function saved<T>(
  target: SaveTarget,
  fileName: string,
  write: (sink: PatchedSink) => Promise<T>,
): Promise<{ blob: Blob | null; bytes: Bytes; result: T }> {
  const file = await openSaveSink(target, fileName);
  try {
    const sink = new PatchedSink(file);
    const result = await write(sink);
    await sink.flush();
    return { blob: await file.finish(), bytes: sink.position, result };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

export const savingHandlers: Handlers<'save-files' | 'save-layer' | 'clean-image'> = {
  'save-files': async ({ fileName, allowExpansion, target, savedAs, ...input }, { onProgress }) => {
    const options = { fileName, ...(allowExpansion && { allowExpansion }) };
    const write = (sink: PatchedSink) => saveFiles(input, options, sink, onProgress);
    const { result, ...file } = await saved(target, savedAs, write);
    // It has held the columns of the whole image.
    return { output: { ...result, ...file }, spent: true };
  },

  'save-layer': async ({ file, layer, target, savedAs, ...options }, { onProgress }) => {
    const write = (sink: PatchedSink) => saveLayer(file, layer, options, sink, onProgress);
    const { result, ...written } = await saved(target, savedAs, write);
    return { output: { fault: result, ...written } };
  },

  'clean-image': async ({ fileName, allowExpansion, target, savedAs, secretsIn, ...input }, { onProgress }) => {
    const options = { fileName, ...(allowExpansion && { allowExpansion }) };
    const hide = secretsIn && (await removingSecrets(secretsIn));
    const write = (sink: PatchedSink) => cleanImage({ ...input, hide }, options, sink, onProgress);
    const { result, ...file } = await saved(target, savedAs, write);
    // It has held the columns of the whole image.
    return { output: { ...result, ...file }, spent: true };
  },
};
