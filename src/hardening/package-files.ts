// Which package a file came with, from the lists of files that package managers keep: dpkg's `info/*.list` (one absolute
// path a line) and apk's `installed` (P: package, F: folder, R: file in the folder before it; a blank line ends a package).
import { decodeText, encodeText } from '../bytes/text.ts';

const limits = {
  /** Of all packages. */
  paths: 2_000_000,
  /** Places of the table that are looked at for one path: many more than paths need that were not made to share theirs. */
  probes: 256,
} as const;

const newline = 10;
const dot = 46;
const slash = 47;
const colon = 58;
/** The letters before apk's colons: P, F and R. */
const Field = { package: 80, folder: 70, file: 82 } as const;
const separator = Uint8Array.of(slash);

/**
 * Two numbers of 32 bits made of a path's bytes (FNV-1a, and the same with other constants). Paths themselves are not kept:
 * a list of packages has tens of thousands, and two of them have both numbers in common in no image that is not made to.
 */
class PathHash {
  first = 0x811c9dc5 | 0;
  second = 0;

  add(bytes: Uint8Array, start: number, end: number): this {
    let { first, second } = this;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      first = Math.imul(first ^ byte, 0x01000193);
      second = Math.imul(second, 0x9e3779b1) + byte + 1;
    }
    this.first = first;
    this.second = second | 0;
    return this;
  }

  /** A slash, and what stands in the bytes. */
  addPart(bytes: Uint8Array, start: number, end: number): this {
    return this.add(separator, 0, 1).add(bytes, start, end);
  }

  set({ first, second }: PathHash): this {
    this.first = first;
    this.second = second;
    return this;
  }

  clear(): this {
    return this.set(empty);
  }
}

const empty = new PathHash();

/** The package of each path that any list names; of several packages, the first. */
export class PackageFiles {
  readonly #names: string[] = [];
  #paths = 0;
  /** A table of paths by their first number, at most half full: of each place its numbers, and its package from 1 on. */
  #first = new Int32Array(32_768);
  #second = new Int32Array(32_768);
  #owners = new Int32Array(32_768);
  readonly #hash = new PathHash();

  packageOf(path: string): string | null {
    const bytes = encodeText(path);
    const at = this.#placeOf(this.#hash.clear().add(bytes, 0, bytes.length));
    return at < 0 ? null : (this.#names[(this.#owners[at] as number) - 1] ?? null);
  }

  /** `fileName`: `libc6:amd64.list`. */
  addDpkgList(fileName: string, bytes: Uint8Array): void {
    this.#names.push(fileName.replace(/(?::[^:]*)?\.list$/, ''));
    const hash = this.#hash;
    eachLine(bytes, (start, end) => {
      const isRoot = end - start === 2 && bytes[start + 1] === dot;
      if (bytes[start] === slash && !isRoot) this.#note(hash.clear().add(bytes, start, end));
    });
  }

  addApkInstalled(bytes: Uint8Array): void {
    const hash = this.#hash;
    const ofFolder = new PathHash();
    let isNamed = false;
    eachLine(bytes, (start, end) => {
      if (start === end) {
        isNamed = false;
        ofFolder.clear();
      }
      if (bytes[start + 1] !== colon) return;
      const from = start + 2;
      if (bytes[start] === Field.package) {
        isNamed = from < end;
        if (isNamed) this.#names.push(decodeText(bytes.subarray(from, end)));
      } else if (bytes[start] === Field.folder) {
        ofFolder.clear();
        if (from === end) return;
        ofFolder.addPart(bytes, from, end);
        if (isNamed) this.#note(ofFolder);
      } else if (bytes[start] === Field.file && isNamed) {
        this.#note(hash.set(ofFolder).addPart(bytes, from, end));
      }
    });
  }

  /** The path belongs to the package that was named last, unless it has one. */
  #note({ first, second }: PathHash): void {
    if (this.#paths >= limits.paths) return;
    if (2 * this.#paths >= this.#owners.length) this.#grow();
    const at = this.#placeFor(first, second);
    if (at < 0 || this.#owners[at] !== 0) return;
    this.#paths++;
    this.#first[at] = first;
    this.#second[at] = second;
    this.#owners[at] = this.#names.length;
  }

  /** Where the path is; -1 where no list names it. */
  #placeOf({ first, second }: PathHash): number {
    const at = this.#placeFor(first, second);
    return at >= 0 && this.#owners[at] !== 0 ? at : -1;
  }

  /** Where the path is, or would be; -1 where too many others are. */
  #placeFor(first: number, second: number): number {
    const mask = this.#owners.length - 1;
    let at = (first ^ (first >>> 15)) & mask;
    for (let probe = 0; probe < limits.probes; probe++) {
      if (this.#owners[at] === 0) return at;
      if (this.#first[at] === first && this.#second[at] === second) return at;
      at = (at + 1) & mask;
    }
    return -1;
  }

  #grow(): void {
    const [firsts, seconds, owners] = [this.#first, this.#second, this.#owners];
    this.#first = new Int32Array(2 * firsts.length);
    this.#second = new Int32Array(2 * firsts.length);
    this.#owners = new Int32Array(2 * firsts.length);
    for (let from = 0; from < owners.length; from++) {
      if (owners[from] === 0) continue;
      const [first, second] = [firsts[from] as number, seconds[from] as number];
      const at = this.#placeFor(first, second);
      if (at < 0) continue;
      this.#first[at] = first;
      this.#second[at] = second;
      this.#owners[at] = owners[from] as number;
    }
  }
}

function eachLine(bytes: Uint8Array, read: (start: number, end: number) => void): void {
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    read(start, end);
    start = end + 1;
  }
}

const merged = /^(?:\/usr)?(\/(?:bin|sbin|lib|lib32|lib64|libx32)\/)/;

/** The same path with or without /usr, where a link may have joined the two; null where none does. */
export function otherForm(path: string): string | null {
  if (!merged.test(path)) return null;
  return path.startsWith('/usr/') ? path.slice('/usr'.length) : `/usr${path}`;
}
