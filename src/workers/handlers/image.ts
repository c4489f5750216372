import { hashFiles } from '../../analysis/hash-files.ts';
import { verifyLayer } from '../../analysis/verify-layer.ts';
import { readAttestation } from '../../image/attestations.ts';
import { openArchive } from '../../image/open-archive.ts';
import { unpack } from '../../archive/unpack.ts';
import { buffersOf } from '../../layer/layer-table-builder.ts';
import { scanLayer } from '../../layer/scan-layer.ts';
import { catalogers } from '../../packages/catalogers/index.ts';
import { readFilesApart } from '../../packages/read-files-apart.ts';
import { revealInLayer } from '../../secrets/reveal-secret.ts';
import { scanTexts } from '../../secrets/scan-texts.ts';
import { readFiles } from '../read-files.ts';
import { ScratchFile } from '../scratch-file.ts';
import type { Handlers, ImageTask } from '../protocol.ts';

export const imageHandlers: Handlers<ImageTask> = {
  'unpack-archive': async ({ file, compression, place, mostInMemory, ...options }, { onProgress }) => {
    const target = new ScratchFile(place, options.fileName, mostInMemory);
    return { output: await unpack(file, compression, options, target, onProgress) };
  },

  'open-archive': async ({ source, as }) => ({ output: await openArchive(source, { as }) }),

  'read-attestation': async ({ fileName, files, attestation }) => ({
    output: await readAttestation(files, attestation, fileName),
  }),

  'scan-layer': async ({ file, layer, fileName, allowExpansion }, { onProgress }) => {
    const output = await scanLayer(file, layer, fileName, onProgress, { allowExpansion });
    return { output, transfer: buffersOf(output.table) };
  },

  'hash-files': async ({ file, layer, files, ...options }, { onProgress }) => {
    const output = await hashFiles(file, layer, files, options, onProgress);
    return { output, transfer: [output.events.buffer, output.digests.buffer] };
  },

  'read-files': async ({ file, layer, ...options }, { onProgress }) => ({
    output: await readFiles(file, layer, options, onProgress),
  }),

  'read-files-apart': async ({ cataloger, pair, main, beside, ...options }) => ({
    output: await readFilesApart({ cataloger, pair, main, beside }, catalogers, options),
  }),

  'scan-texts': async ({ texts, own }) => ({ output: await scanTexts(texts, own) }),

  'reveal-secret': async ({ file, layer, entry, found, ...options }) => ({
    output: await revealInLayer(file, layer, entry, found, options),
  }),

  // Loaded when something is saved, which few do.
  'save-files': async (...task) => (await import('./saving.ts')).savingHandlers['save-files'](...task),
  'clean-image': async (...task) => (await import('./saving.ts')).savingHandlers['clean-image'](...task),
  'save-layer': async (...task) => (await import('./saving.ts')).savingHandlers['save-layer'](...task),
  'compare-texts': async ({ before, after }) => ({
    output: (await import('../../content/diff-rows.ts')).diffRows(before, after),
  }),

  'verify-layer': async ({ file, layer, ...options }, { onProgress }) => ({
    output: await verifyLayer(file, layer, options, onProgress),
  }),
};
