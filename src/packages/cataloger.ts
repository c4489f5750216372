import type { Bytes } from '../bytes/units.ts';
import type { Cataloged } from './package.ts';

/** A file of a layer that a cataloger chose. */
export interface CatalogedFile {
  /** Absolute, as the layer names it. */
  readonly path: string;
  /** All of it, up to `mostBytes`; valid until `read` has ended. */
  readonly bytes: Uint8Array;
}

/** Reads a large file as its bytes come, in order, so that it need not be kept. */
export interface FileStream {
  /** The bytes are valid during the call only. */
  take(bytes: Uint8Array): void;
  end(): Cataloged | Promise<Cataloged>;
}

/** Two files that tell what they tell only together: a database, and what is not yet written into it. */
export interface FilePair {
  /** Their paths. */
  readonly main: string;
  readonly beside: string;
  /** Of each: both are kept till the layer has ended. Larger ones are read alone. */
  readonly mostBytes: Bytes;
  /** Of the first, a clause that goes on from its path: they came with different layers, and could not be read together. */
  readonly unread: string;
}

export interface ReadTogether {
  /** Of a path that is one of two; of others null. */
  pairOf(path: string): FilePair | null;
  /** Either may not be in the layer. */
  read(main: CatalogedFile | null, beside: CatalogedFile | null): Cataloged;
}

/** Which files are asked about at all: every file of every layer has to pass. */
interface Sieve {
  /** Names of files without their folders. */
  readonly names?: readonly string[];
  /** The last dot of a name and what stands behind it, in lower case: `.jar`. */
  readonly endings?: readonly string[];
  /** Names of the folder that a file lies in directly: `status.d`. */
  readonly folders?: readonly string[];
  /** Every file that begins with these bytes. */
  readonly magic?: readonly number[];
}

/** Reads the packages that one kind of file tells of. One file and one line in `catalogers/index.ts`. */
export interface Cataloger extends Sieve {
  /** `dpkg`, `python-metadata`; stands in reports. */
  readonly id: string;
  /** What it reads, for people, behind "the": `package database of dpkg`. */
  readonly title: string;
  /** By absolute path, of those that passed the sieve. */
  selects(path: string): boolean;
  /** Larger files are told as unknown, if they are not read as they come. */
  readonly mostBytes: Bytes;
  /** Never throws for what stands in the file: what could not be read is told in `unknowns`. */
  read(file: CatalogedFile): Cataloged | Promise<Cataloged>;
  readonly together?: ReadTogether;
  /** For a file of more than a megabyte, in place of `read`; null where nothing is to be found in it. `head`: its first 64 kB. */
  readonly stream?: (path: string, head: Uint8Array, size: Bytes) => FileStream | null;
}

/** Of a file that tells of nothing. */
export const nothing: Cataloged = { packages: [], unknowns: [] };
