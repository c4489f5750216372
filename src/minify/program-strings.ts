// Names of files that stand in a program as C strings: libraries that it may load as it runs, and paths that it was built with.
import { decodeText } from '../bytes/text.ts';

const [dot, slash] = [0x2e, 0x2f];
const [letterS, letterO] = [0x73, 0x6f];
/** The longest name of a file. */
const longestName = 255;
const longestPath = 512;

export interface ProgramStrings {
  /** `libcuda.so.1`, without folders. */
  readonly libraries: Set<string>;
  /** Absolute paths as they stand there. */
  readonly paths: Set<string>;
}

const mostStrings = 20_000;

const isPlain = (byte: number): boolean => byte > 32 && byte < 127;

/** Looks for them as the bytes of a program pass. */
export class StringFinder implements ProgramStrings {
  readonly libraries = new Set<string>();
  readonly paths = new Set<string>();
  private rest: Uint8Array = new Uint8Array(0);

  take(piece: Uint8Array): void {
    const bytes = new Uint8Array(this.rest.length + piece.length);
    bytes.set(this.rest);
    bytes.set(piece, this.rest.length);
    this.findPaths(bytes);
    this.findLibraries(bytes);
    this.rest = bytes.slice(Math.max(0, bytes.length - longestPath - 1));
  }

  private findPaths(bytes: Uint8Array): void {
    for (let at = bytes.indexOf(slash); at >= 0; at = bytes.indexOf(slash, at + 1)) {
      if (at === 0 || bytes[at - 1] !== 0) continue;
      const end = endOf(bytes, at, longestPath);
      if (end - at > 2 && this.paths.size < mostStrings) this.paths.add(decodeText(bytes.subarray(at, end)));
    }
  }

  private findLibraries(bytes: Uint8Array): void {
    for (let at = bytes.indexOf(dot); at >= 0; at = bytes.indexOf(dot, at + 1)) {
      if (bytes[at + 1] !== letterS || bytes[at + 2] !== letterO) continue;
      let start = at;
      while (start > 0 && at - start < longestName && isPlain(bytes[start - 1] as number)) start--;
      const end = endOf(bytes, at, longestName);
      if (start === at || end === at || bytes[start - 1] !== 0 || this.libraries.size >= mostStrings) continue;
      const text = decodeText(bytes.subarray(start, end));
      if (/^[\w.+-]+\.so(?:\.[\d.]+)?$/.test(text)) this.libraries.add(text);
    }
  }
}

/** Where a string of plain characters ends that a NUL closes; `from` where it is none. */
function endOf(bytes: Uint8Array, from: number, longest: number): number {
  let end = from;
  while (end < bytes.length && end - from < longest && isPlain(bytes[end] as number)) end++;
  return bytes[end] === 0 ? end : from;
}
