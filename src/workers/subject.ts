import type { ArchiveSource } from '../archive/archive-index.ts';
import type { LayerBlob } from '../image/model.ts';

/** The name of the file, or the layer in it, that a task is about, for faults. */
export function subjectOf(input: object): string {
  if ('fileName' in input && typeof input.fileName === 'string') {
    return 'layer' in input ? `${input.fileName} (layer ${(input.layer as LayerBlob).index})` : input.fileName;
  }
  if ('source' in input) return (input.source as ArchiveSource).name;
  return 'the image';
}
