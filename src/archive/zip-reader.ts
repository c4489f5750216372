// Zip archives (APPNOTE.TXT 6.3.10) that lie in memory, also those with a program in front: stored and deflated entries, as the
// central directory lists them. Where that is not there, as the file was cut, every header of an entry is looked for instead.
import { decodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { unpackDeflate } from './unpack-deflate.ts';

const [localMagic, centralMagic, endMagic] = [0x04034b50, 0x02014b50, 0x06054b50];
const [end64Magic, locatorMagic] = [0x06064b50, 0x07064b50];
const [localLength, centralLength, endLength, end64Length, locatorLength] = [30, 46, 22, 56, 20];
const longestComment = 65_535;
const [stored, deflated] = [0, 8];
const encrypted = 1;
/** The first byte of a magic number. */
const letterP = 0x50;

/** What the two headers of an entry have in common; those in front of the entries have it 2 bytes earlier. */
export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  /** As stored; less than the truth where it stands behind the entry or is above 4 GB. */
  readonly size: Bytes;
  /** Where its bytes begin. */
  readonly start: Bytes;
}

export interface ZipContent {
  /** Valid until the next stream is unpacked, where it was packed. */
  readonly bytes: Uint8Array;
  /** It is all of it. */
  readonly isWhole: boolean;
}

interface Directory {
  readonly start: Bytes;
  readonly end: Bytes;
  /** What stands in front of the archive. */
  readonly shift: Bytes;
}

export const isZip = (head: Uint8Array): boolean =>
  head[0] === letterP && head[1] === 0x4b && head[2] === 3 && head[3] === 4;

export class ZipReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #directory: Directory | null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#directory = this.#findDirectory();
  }

  get hasDirectory(): boolean {
    return this.#directory !== null;
  }

  /** Null for one that is not where it should be, and where the directory ends too early. */
  entries(): Generator<ZipEntry | null> {
    return this.#directory ? this.#listed(this.#directory) : this.#found();
  }

  /** `most` bytes of it at most. Null where it is encrypted, or packed in a way that is not read. */
  contentOf({ isEncrypted, method, size, start }: ZipEntry, most: Bytes): ZipContent | null {
    if (isEncrypted) return null;
    if (method === deflated) return unpackDeflate(this.#bytes, start, most);
    if (method !== stored) return null;
    const end = start + Math.min(size, most);
    return { bytes: this.#bytes.subarray(start, end), isWhole: start + size <= this.#bytes.length && size <= most };
  }

  #is(magic: number, at: Bytes, length: Bytes): boolean {
    return at >= 0 && at + length <= this.#bytes.length && this.#view.getUint32(at, true) === magic;
  }

  #findDirectory(): Directory | null {
    const last = this.#bytes.length - endLength;
    for (let at = last; at >= Math.max(0, last - longestComment); at--) {
      if (!this.#is(endMagic, at, endLength)) continue;
      const directory = this.#directoryBefore(at) ?? this.#directoryBefore64(at);
      // What stands in front is a program. Where it is an archive, this one was cut, and the end is that of one in it.
      if (directory && (directory.shift === 0 || !isZip(this.#bytes))) return directory;
    }
    return null;
  }

  #directoryBefore(end: Bytes): Directory | null {
    const start = end - this.#view.getUint32(end + 12, true);
    if (!this.#is(centralMagic, start, centralLength)) return null;
    return { start, end, shift: start - this.#view.getUint32(end + 16, true) };
  }

  /** Of more than 65,535 entries, or more than 4 GB: two records stand between the directory and its end. */
  #directoryBefore64(at: Bytes): Directory | null {
    const end = at - locatorLength - end64Length;
    if (!this.#is(locatorMagic, at - locatorLength, locatorLength) || !this.#is(end64Magic, end, end64Length))
      return null;
    const start = end - Number(this.#view.getBigUint64(end + 40, true));
    if (!this.#is(centralMagic, start, centralLength)) return null;
    return { start, end, shift: start - Number(this.#view.getBigUint64(end + 48, true)) };
  }

  *#listed({ start, end, shift }: Directory): Generator<ZipEntry | null> {
    const view = this.#view;
    let at = start;
    while (at < end && this.#is(centralMagic, at, centralLength)) {
      const [nameLength, moreLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
      const local = shift + view.getUint32(at + 42, true);
      yield this.#is(localMagic, local, localLength)
        ? this.#entryAt(at + 2, this.#textAt(at + centralLength, nameLength), local)
        : null;
      at += centralLength + nameLength + moreLength + view.getUint16(at + 32, true);
    }
    if (at !== end) yield null;
  }

  *#found(): Generator<ZipEntry> {
    const bytes = this.#bytes;
    for (let at = bytes.indexOf(letterP); at >= 0; at = bytes.indexOf(letterP, at + 1)) {
      if (!this.#is(localMagic, at, localLength)) continue;
      yield this.#entryAt(at, this.#textAt(at + localLength, this.#view.getUint16(at + 26, true)), at);
    }
  }

  #entryAt(at: Bytes, name: string, local: Bytes): ZipEntry {
    const view = this.#view;
    return {
      name,
      isEncrypted: (view.getUint16(at + 6, true) & encrypted) !== 0,
      method: view.getUint16(at + 8, true),
      size: view.getUint32(at + 18, true),
      start: local + localLength + view.getUint16(local + 26, true) + view.getUint16(local + 28, true),
    };
  }

  #textAt(start: Bytes, length: Bytes): string {
    return decodeText(this.#bytes.subarray(start, start + length));
  }
}
