// Names of files that stand in a program as C strings: libraries that it may load as it runs, and paths that it was built with.
import { decodeText } from '../bytes/text.ts';

const [dot, slash] = [0x2e, 0x2f];
const [letterS, letterO, letterI] = [0x73, 0x6f, 0x69];
/** The longest name of a file. */
const longestName = 255;
const longestPath = 512;

export interface ProgramStrings {
  /** `libcuda.so.1`, without folders. */
  readonly libraries: Set<string>;
  /** Absolute paths as they stand there. */
  readonly paths: Set<string>;
  /** It calls the C library to convert between character sets. */
  readonly converts: boolean;
}

/** As it stands among the names that a program is linked by, with the NUL behind it. */
const converter = new TextEncoder().encode('iconv_open\0');

const mostStrings = 20_000;

const isPlain = (byte: number): boolean => byte > 32 && byte < 127;

/** Looks for them as the bytes of a program pass. */
export class StringFinder implements ProgramStrings {
  readonly libraries = new Set<string>();
  readonly paths = new Set<string>();
  converts = false;
  private rest: Uint8Array = new Uint8Array(0);

  /** What comes lies behind nothing that came before: as at the start of a part, where no NUL stands before the first string. */
  begin(): void {
    this.rest = new Uint8Array(1);
  }

  take(piece: Uint8Array): void {
    // What lies across two pieces is looked at by itself: to put them together would copy all of a program.
    const across = joined(this.rest, piece.subarray(0, 2 * longestPath));
    this.look(across);
    this.look(piece);
    this.rest = (piece.length > longestPath ? piece : across).slice(-longestPath - 1);
  }

  /** Of two bytes, one is looked at: it is what a string is told by, or the byte beside it is. */
  private look(bytes: Uint8Array): void {
    for (let at = 1; at < bytes.length; at += 2) {
      const byte = bytes[at];
      if (byte === 0) {
        const next = bytes[at + 1];
        if (next === slash || next === letterI) this.addString(bytes, at + 1);
      } else if (byte === slash || byte === letterI) {
        if (bytes[at - 1] === 0) this.addString(bytes, at);
      } else if (byte === dot) this.addLibrary(bytes, at);
      else if (byte === letterS && bytes[at - 1] === dot) this.addLibrary(bytes, at - 1);
    }
  }

  /** Behind a NUL: the name of a function that is called, or a path. */
  private addString(bytes: Uint8Array, at: number): void {
    if (bytes[at] === slash) this.addPath(bytes, at);
    else this.converts ||= beginsAt(bytes, at, converter);
  }

  private addPath(bytes: Uint8Array, at: number): void {
    if (this.paths.size >= mostStrings) return;
    const end = endOf(bytes, at, longestPath);
    if (end - at > 2) this.paths.add(decodeText(bytes.subarray(at, end)));
  }

  private addLibrary(bytes: Uint8Array, at: number): void {
    if (bytes[at + 1] !== letterS || bytes[at + 2] !== letterO) return;
    let start = at;
    while (start > 0 && at - start < longestName && isPlain(bytes[start - 1] as number)) start--;
    const end = endOf(bytes, at, longestName);
    if (start === at || end === at || bytes[start - 1] !== 0 || this.libraries.size >= mostStrings) return;
    const text = decodeText(bytes.subarray(start, end));
    if (/^[\w.+-]+\.so(?:\.[\d.]+)?$/.test(text)) this.libraries.add(text);
  }
}

function beginsAt(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let at = 0; at < text.length; at++) if (bytes[start + at] !== text[at]) return false;
  return true;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}

/** Where a string of plain characters ends that a NUL closes; `from` where it is none. */
function endOf(bytes: Uint8Array, from: number, longest: number): number {
  let end = from;
  while (end < bytes.length && end - from < longest && isPlain(bytes[end] as number)) end++;
  return bytes[end] === 0 ? end : from;
}
