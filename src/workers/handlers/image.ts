import { analyseImage } from '../../analysis/analyse-image.ts';
import { duplicateCandidates } from '../../analysis/duplicates.ts';
import { hashFiles } from '../../analysis/hash-files.ts';
import { openArchive } from '../../image/open-archive.ts';
import { unpack } from '../../archive/unpack.ts';
import { buffersOf } from '../../layer/layer-table-builder.ts';
import { scanLayer } from '../../layer/scan-layer.ts';
import { rootfsBuffers } from '../../rootfs/columns.ts';
import { Rootfs } from '../../rootfs/rootfs.ts';
import { ScratchFile } from '../scratch-file.ts';
import type { Handlers } from '../protocol.ts';

export const imageHandlers: Handlers<
  'unpack-archive' | 'open-archive' | 'scan-layer' | 'stack-layers' | 'list-candidates' | 'hash-files'
> = {
  'unpack-archive': async ({ fileName, file, compression, place }, { onProgress }) => ({
    output: await unpack(file, compression, fileName, new ScratchFile(place, fileName), onProgress),
  }),

  'open-archive': async ({ source, as }) => ({ output: await openArchive(source, { as }) }),

  'scan-layer': async ({ fileName, file, layer }, { onProgress }) => {
    const output = await scanLayer(file, layer, fileName, onProgress);
    return { output, transfer: buffersOf(output.table) };
  },

  'stack-layers': async ({ layers }) => {
    const output = analyseImage(layers);
    return { output, transfer: rootfsBuffers(output.rootfs) };
  },

  'list-candidates': async ({ rootfs }) => ({ output: duplicateCandidates(new Rootfs(rootfs)) }),

  'hash-files': async ({ fileName, file, layer, files }, { onProgress }) => ({
    output: await hashFiles(file, layer, files, fileName, onProgress),
  }),
};
