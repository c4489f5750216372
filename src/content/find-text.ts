import type { Bytes } from '../bytes/units.ts';
import type { FileBody } from '../layer/file-body.ts';
import { encode, type TextEncodingName } from './text-encoding.ts';

const window: Bytes = 1 << 20;

interface FindOptions {
  readonly signal: AbortSignal;
  /** Bytes that were looked through. */
  onProgress(done: Bytes): void;
}

export interface Wanted {
  readonly text: string;
  readonly encoding: TextEncodingName;
  /** Where to begin; the search goes on at the file's start when it has come to its end. */
  readonly from: Bytes;
}

const decoder = new TextDecoder('latin1');
/** Each byte as one character, so that a place in the text is a place in the file. */
const latin = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Letters of ASCII are found in either case, unless there are others beside them. */
export const foldsCase = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** The other characters, whose small letters may be longer, stay. */
export const foldAscii = (text: string): string => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * Where a text stands next in a file; null where it is nowhere. The file is read in windows that overlap by the length of
 * what is looked for.
 */
export async function findText(
  body: FileBody,
  { text, encoding, from }: Wanted,
  { signal, onProgress }: FindOptions,
): Promise<Bytes | null> {
  const bytes = encode(text, encoding);
  if (!bytes || bytes.length === 0) return null;
  const folds = foldsCase(text);
  const fold = (found: string): string => (folds ? found.toLowerCase() : found);
  const needle = fold(latin(bytes));
  const unit = encoding.startsWith('UTF-16') ? 2 : 1;
  const ranges = [
    [from, body.size],
    [0, Math.min(body.size, from + bytes.length - 1)],
  ] as const;
  let done = 0;
  for (const [start, end] of ranges) {
    for (let at = start; at < end; at += window) {
      const piece = fold(latin(await body.read(at, Math.min(end, at + window + bytes.length - 1))));
      signal.throwIfAborted();
      for (let found = piece.indexOf(needle); found >= 0; found = piece.indexOf(needle, found + 1)) {
        if ((at + found) % unit === 0) return at + found;
      }
      onProgress((done += Math.min(window, end - at)));
    }
  }
  return null;
}
