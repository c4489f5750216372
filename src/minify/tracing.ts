// What followers are given, and what they say: which files a program needs besides itself.
import type { ByteRange, Bytes } from '../bytes/units.ts';
import type { ImageConfig } from '../image/model.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';

/** A file of the final tree that is needed, or may be. */
export interface TracedFile {
  readonly node: number;
  /** Absolute, links followed. */
  readonly path: string;
  readonly size: Bytes;
  /** Its first 64 kB, or all of it. Valid while it is followed. */
  readonly head: Uint8Array;
}

/** What is started: a program and its arguments; null stands for a word that only the running container knows. */
export interface TracedCommand {
  readonly words: readonly (string | null)[];
  /** Its program without folders: `python3.11`. */
  readonly name: string;
  /** Where it is started, absolute. */
  readonly directory: string;
}

/** By whom a file is read, where its name and its first bytes do not tell: `node` for a script that node is started with. */
export type FollowerId = 'elf' | 'script' | 'shell' | 'node' | 'python' | 'java' | 'interpreter' | 'settings';

/** What a follower can ask and say of one file or command. What it says is put down to that. */
export interface Tracing {
  readonly rootfs: Rootfs;
  readonly config: ImageConfig;
  /** Where what is followed was started, as far as that is known; else WORKDIR. */
  readonly directory: string;
  /** The node that a path leads to, links followed; null where there is none. Marks nothing. */
  find(path: string, directory?: string): number | null;
  /** The node of a program as a word of a command names it: by PATH, or by its path. */
  findProgram(word: string, directory?: string): number | null;
  isDirectory(node: number): boolean;
  /** What a directory holds in the final tree. */
  children(directory: number): readonly number[];
  /** A file as UTF-8; null where there is none, it is larger than `most` (by default 1 MB), or it cannot be read. */
  textOf(node: number, most?: Bytes): Promise<string | null>;
  read(node: number, start: Bytes, end: Bytes): Promise<Uint8Array | null>;
  /** What lies in a range, in pieces; ends early where it cannot be read. */
  pieces(node: number, range: ByteRange): AsyncIterable<Uint8Array>;
  /** A variable of the image's environment. */
  variable(name: string): string | null;
  /**
   * Needs the file or directory (of which nothing else is needed then) at a path, and the links on the way to it. `why` goes on
   * from "it": `names libc.so.6 (DT_NEEDED)`, `requires express`. `as`: who reads it. Gives its node; null where there is none.
   */
  need(path: string, why: string, as?: FollowerId): number | null;
  /** The same of a node, which is no link. */
  needNode(node: number, why: string, as?: FollowerId): void;
  /** All files below a directory. */
  needAll(directory: number, why: string): void;
  /** A file, or all files below a directory, that may be read when it runs: reflection, dynamic paths, data. `as`: of a file. */
  unsure(node: number, why: string, as?: FollowerId): void;
  /** What may be read at a path, with the links on the way to it, and all below it where it is no folder that all have. */
  mayNeed(path: string, why: string, directory?: string, as?: FollowerId): number | null;
  /** Something is started: its program is needed, and what it runs in its turn. `directory`: where; by default its own. */
  start(words: readonly (string | null)[], why: string, directory?: string): void;
  /** The same of what may be started; says nothing where there is no such program. */
  mayStart(words: readonly (string | null)[], why: string, directory?: string): void;
  /** What is found out once for an image, however many files ask for it. `key`: that of the follower, and what it is. */
  kept<T>(key: string, make: () => T): T;
  /** What could not be followed, a sentence for people that begins with the path: `/app/a.js requires what only …`. */
  note(text: string): void;
}

/** Follows one kind of file, or of program. One file and one line in `followers/index.ts`. */
export interface Follower {
  readonly id: FollowerId;
  /** By its path and first bytes, where nobody said who reads it. */
  selects(file: TracedFile): boolean;
  /** What the file needs. Never throws for what stands in it. */
  follow(file: TracedFile, tracing: Tracing): Promise<void>;
  /** Whether it knows what a program of this name does with its arguments. */
  starts?(name: string): boolean;
  /** What the arguments name. `program`: the node of the program. */
  start?(command: TracedCommand, program: number, tracing: Tracing): Promise<void>;
}
