// The central directory of a zip file (PKWARE APPNOTE 6.3.10, 4.3.12 to 4.3.16), with its 64-bit forms, read in windows: it tells
// names and sizes of all entries before any is unpacked, also of those that were written without knowing their size.
import { BlobReader } from '../../bytes/byte-reader.ts';
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';

export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated; others are not read. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly storedSize: Bytes;
  readonly size: Bytes;
  /** Where its local header stands. */
  readonly offset: Bytes;
}

interface Directory {
  readonly entries: number;
  readonly start: Bytes;
  readonly end: Bytes;
}

/** What is wrong with a zip; a clause that goes on from its name. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const u64 = (view: DataView, at: number): number => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;

const bytesOf = async (blob: Blob, start: Bytes, end: Bytes): Promise<Uint8Array> =>
  new Uint8Array(await blob.slice(Math.max(0, start), end).arrayBuffer());

/** The end record has a comment of up to 65,535 bytes behind it. */
async function findEnd(blob: Blob): Promise<{ view: DataView; at: Bytes }> {
  const start = Math.max(0, blob.size - 65_557);
  const bytes = await bytesOf(blob, start, blob.size);
  for (let at = bytes.length - 22; at >= 0; at--) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b || bytes[at + 2] !== 5 || bytes[at + 3] !== 6) continue;
    return { view: viewOf(bytes.subarray(at)), at: start + at };
  }
  throw new ZipError('has no end of a zip file: the copy is incomplete');
}

async function findLargeEnd(blob: Blob, at: Bytes): Promise<DataView | null> {
  const locator = await bytesOf(blob, at - 20, at);
  if (locator.length < 20 || viewOf(locator).getUint32(0, true) !== 0x07064b50) return null;
  const place = u64(viewOf(locator), 8);
  const record = await bytesOf(blob, place, place + 56);
  return record.length === 56 && viewOf(record).getUint32(0, true) === 0x06064b50 ? viewOf(record) : null;
}

async function findDirectory(blob: Blob): Promise<Directory> {
  const { view, at } = await findEnd(blob);
  const large = await findLargeEnd(blob, at);
  const [entries, length, start] = large
    ? [u64(large, 32), u64(large, 40), u64(large, 48)]
    : [view.getUint16(10, true), view.getUint32(12, true), view.getUint32(16, true)];
  if (start + length > at) throw new ZipError('has a list of files that lies outside of it');
  return { entries, start, end: start + length };
}

/** Extra field 1 holds, in this order, what has no room in 32 bits. */
function readLarge(extra: DataView, fields: [size: number, storedSize: number, offset: number]): typeof fields {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    const end = Math.min(extra.byteLength, at + 4 + extra.getUint16(at + 2, true));
    let next = at + 4;
    return fields.map((field) => {
      if (field !== 0xffff_ffff || next + 8 > end) return field;
      next += 8;
      return u64(extra, next - 8);
    }) as typeof fields;
  }
  return fields;
}

function readEntry(bytes: Uint8Array): ZipEntry {
  const view = viewOf(bytes);
  const [nameEnd, extraLength] = [46 + view.getUint16(28, true), view.getUint16(30, true)];
  const plain: [number, number, number] = [
    view.getUint32(24, true),
    view.getUint32(20, true),
    view.getUint32(42, true),
  ];
  const [size, storedSize, offset] = readLarge(viewOf(bytes.subarray(nameEnd, nameEnd + extraLength)), plain);
  return {
    name: decodeText(bytes.subarray(46, nameEnd)),
    method: view.getUint16(10, true),
    isEncrypted: (view.getUint16(8, true) & 1) === 1,
    storedSize,
    size,
    offset,
  };
}

/** All entries as the directory lists them; throws a ZipError where there is none, or where it is damaged. */
export async function* zipEntries(blob: Blob): AsyncGenerator<ZipEntry> {
  const directory = await findDirectory(blob);
  const reader = new BlobReader(blob, directory);
  try {
    for (let entry = 0; entry < directory.entries; entry++) {
      if (reader.buffered < 46 && !(await reader.fill(46))) throw new ZipError('has a list of files that is cut off');
      const head = viewOf(reader.peek(46));
      if (head.getUint32(0, true) !== 0x02014b50) throw new ZipError('has a damaged list of files');
      const length = 46 + head.getUint16(28, true) + head.getUint16(30, true) + head.getUint16(32, true);
      if (reader.buffered < length && !(await reader.fill(length)))
        throw new ZipError('has a list of files that is cut off');
      yield readEntry(reader.peek(length));
      reader.advance(length);
    }
  } finally {
    await reader.close();
  }
}
