/** What a fake folder holds: a folder, a file's contents or its size, or the words with which the browser refuses a folder. */
export interface FakeFolder {
  readonly [name: string]: FakeFolder | string | number | Error;
}

/** Entries that a browser gives at once. */
const pieceLength = 100;

interface FakeOptions {
  /** As in Chromium; others have `file()` alone. */
  readonly metadata?: boolean;
  /** Paths that are asked for, in order. */
  readonly asked?: string[];
}

function fakeFile(fullPath: string, name: string, held: string | number, options: FakeOptions): FileSystemFileEntry {
  const size = typeof held === 'number' ? held : held.length;
  const asked = (): void => void options.asked?.push(fullPath);
  const file = (resolve: (file: File) => void): void => {
    asked();
    const made = new File([typeof held === 'string' ? held : ''], name);
    queueMicrotask(() => resolve(Object.defineProperty(made, 'size', { value: size })));
  };
  const getMetadata = (resolve: (metadata: { size: number }) => void): void => {
    asked();
    queueMicrotask(() => resolve({ size }));
  };
  const entry = { isFile: true, isDirectory: false, name, fullPath, file, ...(options.metadata && { getMetadata }) };
  return entry as unknown as FileSystemFileEntry;
}

function readerOf(listed: () => Iterator<FileSystemEntry>): FileSystemDirectoryReader {
  let left: Iterator<FileSystemEntry> | null = null;
  const readEntries = (resolve: (some: FileSystemEntry[]) => void, reject: (error: unknown) => void): void => {
    queueMicrotask(() => {
      const some: FileSystemEntry[] = [];
      try {
        left ??= listed();
        for (let at = 0; at < pieceLength; at++) {
          const next = left.next();
          if (next.done) break;
          some.push(next.value);
        }
      } catch (error) {
        return reject(error);
      }
      resolve(some);
    });
  };
  return { readEntries } as FileSystemDirectoryReader;
}

/** A folder as a browser gives it when it is dropped; an Error in it is a folder that can't be listed. */
export function fakeFolder(
  name: string,
  held: FakeFolder | Error,
  options: FakeOptions = {},
  fullPath = `/${name}`,
): FileSystemDirectoryEntry {
  const entryOf = ([inside, one]: [string, FakeFolder[string]]): FileSystemEntry => {
    const path = `${fullPath}/${inside}`;
    if (typeof one === 'object') return fakeFolder(inside, one, options, path);
    return fakeFile(path, inside, one, options);
  };
  const listed = function* (): Generator<FileSystemEntry> {
    if (held instanceof Error) throw held;
    for (const one of Object.entries(held)) yield entryOf(one);
  };
  const entry = { isFile: false, isDirectory: true, name, fullPath, createReader: () => readerOf(listed) };
  return entry as unknown as FileSystemDirectoryEntry;
}
