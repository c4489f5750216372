import type { Bytes } from '../bytes/units.ts';

/** What a file of a folder is read from: one that was chosen is a File, one that was dropped is asked for it. */
export type FileSource = File | FileSystemFileEntry;

/** Chromium has it, and it takes a sixth of the time of `file()`; others never had it, or no longer. */
type WithMetadata = FileSystemFileEntry & {
  getMetadata?(resolve: (metadata: { readonly size: Bytes }) => void, reject: (error: unknown) => void): void;
};

export const fileOf = (source: FileSource): Promise<File> =>
  source instanceof File ? Promise.resolve(source) : new Promise((resolve, reject) => source.file(resolve, reject));

/** Of a File that was chosen, the browser looks at the file when its size is asked for, and the page waits. */
export function askSize(source: FileSource, told: (size: Bytes) => void, failed: () => void): void {
  if (source instanceof File) return tellSize(source, told, failed);
  const entry: WithMetadata = source;
  if (entry.getMetadata) entry.getMetadata(({ size }) => told(size), failed);
  else entry.file((file) => tellSize(file, told, failed), failed);
}

function tellSize(file: File, told: (size: Bytes) => void, failed: () => void): void {
  let size: Bytes;
  try {
    ({ size } = file);
  } catch {
    return failed();
  }
  told(size);
}
