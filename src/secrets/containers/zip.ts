// Zip archives (APPNOTE.TXT 6.3.10), also those with a program in front: stored and deflated entries, as the central directory
// lists them. Where that is not there, as the file was cut, every header of an entry is looked for instead.
import { decodeText } from '../../bytes/text.ts';
import { ContainerLimit, type Container, type Inside } from '../container.ts';
import { unpackDeflate } from '../unpack-deflate.ts';

const [localMagic, centralMagic, endMagic] = [0x04034b50, 0x02014b50, 0x06054b50];
const [localLength, centralLength, endLength] = [30, 46, 22];
const longestComment = 65_535;
const [stored, deflated] = [0, 8];
const encrypted = 1;
/** Also of those that nothing is in. */
const mostEntries = 100_000;
/** The first byte of a magic number. */
const letterP = 0x50;

const archiveName = /\.(?:zip|jar|war|ear|whl|egg|apk|nupkg|pyz|pex)$/i;

/** What the two headers of an entry have in common; those in front of the entries have it 2 bytes earlier. */
interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  /** As stored; less than the truth where it stands behind the entry or is above 4 GB. */
  readonly size: number;
  /** Where its bytes begin. */
  readonly start: number;
}

class ZipReader {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private left: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  *read(): Generator<Inside> {
    const directory = this.findDirectory();
    let isWhole = directory !== null;
    let count = 0;
    for (const entry of directory ? this.listed(directory) : this.found()) {
      if (this.left <= 0 || ++count > mostEntries) throw new ContainerLimit();
      const content = entry && this.contentOf(entry);
      isWhole &&= content?.isWhole ?? false;
      if (!content || content.bytes.length === 0) continue;
      this.left -= content.bytes.length;
      yield { name: entry.name, bytes: content.bytes };
    }
    if (!isWhole) throw new ContainerLimit();
  }

  private is(magic: number, at: number, length: number): boolean {
    return at >= 0 && at + length <= this.bytes.length && this.view.getUint32(at, true) === magic;
  }

  /** Where the central directory begins, and what stands in front of the archive. */
  findDirectory(): { start: number; shift: number } | null {
    const last = this.bytes.length - endLength;
    for (let at = last; at >= Math.max(0, last - longestComment); at--) {
      if (!this.is(endMagic, at, endLength)) continue;
      const start = at - this.view.getUint32(at + 12, true);
      if (this.is(centralMagic, start, centralLength)) {
        return { start, shift: start - this.view.getUint32(at + 16, true) };
      }
    }
    return null;
  }

  /** Null for one that is not where it should be. */
  private *listed({ start, shift }: { start: number; shift: number }): Generator<Entry | null> {
    const { view } = this;
    for (let at = start; this.is(centralMagic, at, centralLength);) {
      const [nameLength, moreLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
      const local = shift + view.getUint32(at + 42, true);
      yield this.is(localMagic, local, localLength)
        ? this.entryAt(at + 2, this.textAt(at + centralLength, nameLength), local)
        : null;
      at += centralLength + nameLength + moreLength + view.getUint16(at + 32, true);
    }
  }

  private *found(): Generator<Entry> {
    const { bytes, view } = this;
    for (let at = bytes.indexOf(letterP); at >= 0; at = bytes.indexOf(letterP, at + 1)) {
      if (!this.is(localMagic, at, localLength)) continue;
      yield this.entryAt(at, this.textAt(at + localLength, view.getUint16(at + 26, true)), at);
    }
  }

  private entryAt(at: number, name: string, local: number): Entry {
    const { view } = this;
    return {
      name,
      flags: view.getUint16(at + 6, true),
      method: view.getUint16(at + 8, true),
      size: view.getUint32(at + 18, true),
      start: local + localLength + view.getUint16(local + 26, true) + view.getUint16(local + 28, true),
    };
  }

  private textAt(start: number, length: number): string {
    return decodeText(this.bytes.subarray(start, start + length));
  }

  /** Null where it is encrypted, or packed in a way that is not read. */
  private contentOf({ flags, method, size, start }: Entry): { bytes: Uint8Array; isWhole: boolean } | null {
    const { bytes, left } = this;
    if (flags & encrypted) return null;
    if (method === deflated) return unpackDeflate(bytes, start, left);
    if (method !== stored) return null;
    return {
      bytes: bytes.subarray(start, start + Math.min(size, left)),
      isWhole: start + size <= bytes.length && size <= left,
    };
  }
}

export const zip: Container = {
  id: 'zip archive',
  selects: (path, head) =>
    (head[0] === letterP && head[1] === 0x4b && head[2] === 3 && head[3] === 4) ||
    (archiveName.test(path) && new ZipReader(head, 0).findDirectory() !== null),
  open: (bytes, limit) => new ZipReader(bytes, limit).read(),
};
