import type { ArchiveSource } from '../archive/archive-index.ts';

/** The name of the file that a task is about, for faults. */
export function subjectOf(input: object): string {
  if ('fileName' in input && typeof input.fileName === 'string') return input.fileName;
  if ('source' in input) return (input.source as ArchiveSource).name;
  return 'the image';
}
