/** The name of the file that a task is about, for faults. */
export function subjectOf(input: object): string {
  if ('file' in input && input.file instanceof File) return input.file.name;
  if ('fileName' in input && typeof input.fileName === 'string') return input.fileName;
  return 'the image';
}
