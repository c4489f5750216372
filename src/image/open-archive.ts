import { readArchiveIndex, type ArchiveSource } from '../archive/archive-index.ts';
import { sniffCompression } from '../archive/compression.ts';
import { FaultError, type Fault } from '../fault.ts';
import { formats } from './formats/index.ts';
import type { OpenedArchive } from './model.ts';

/**
 * Finds the images in a dropped archive, reading its headers and metadata only. Throws a FaultError where there is no
 * image in it; parts that can't be used are in `faults`.
 */
export async function openArchive(source: ArchiveSource): Promise<OpenedArchive> {
  const fileName = source.name;
  if (source.kind === 'file') {
    if (source.file.size === 0) throw new FaultError({ kind: 'empty-file', fileName });
    const compression = sniffCompression(new Uint8Array(await source.file.slice(0, 8).arrayBuffer()));
    if (compression !== 'none') throw new FaultError({ kind: 'unsupported-compression', fileName, compression });
  }
  const index = await readArchiveIndex(source);
  const faults: Fault[] = [];
  const format = formats.find((candidate) => candidate.recognises(index));
  if (!format) {
    // A cut or damaged archive may have lost its manifest: then that is what to tell.
    throw new FaultError(
      index.fault ?? { kind: 'not-an-image', fileName, lookedFor: formats.map((candidate) => candidate.lookedFor) },
    );
  }
  const images = await format.open(index, faults);
  if (index.fault) faults.unshift(index.fault);
  if (images.length === 0) {
    throw new FaultError(
      faults[0] ?? { kind: 'not-an-image', fileName, lookedFor: ['an image in manifest.json or index.json'] },
    );
  }
  return { fileName, bytes: index.bytes, images, faults };
}
