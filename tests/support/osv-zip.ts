import { deflateRawSync } from 'node:zlib';
import { centralHeader, endOfDirectory, localHeader, type ZipRecord } from '../../src/archive/zip-records.ts';

/** A file of a zip; what its directory says of it may be a lie. Checksums are not written, as no reader here asks. */
export interface ZippedFile {
  readonly name: string;
  readonly text: string | Uint8Array;
  readonly stored?: boolean;
  readonly says?: Partial<ZipRecord>;
}

function recordOf({ name, text, stored, says }: ZippedFile, offset: number, storedSize: number): ZipRecord {
  return {
    name: new TextEncoder().encode(name),
    isUtf8: true,
    method: stored ? 0 : 8,
    streamed: false,
    large: false,
    crc: 0,
    size: typeof text === 'string' ? Buffer.byteLength(text) : text.length,
    storedSize,
    offset,
    mode: 0o100644,
    uid: 0,
    gid: 0,
    mtime: 1_767_225_600,
    ...says,
  };
}

export function makeZip(files: readonly ZippedFile[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const file of files) {
    const plain = typeof file.text === 'string' ? Buffer.from(file.text) : file.text;
    const bytes = new Uint8Array(file.stored ? plain : deflateRawSync(plain));
    const record = recordOf(file, at, bytes.length);
    const head = new Uint8Array(localHeader({ ...record, offset: at }));
    parts.push(head, bytes);
    directory.push(new Uint8Array(centralHeader(record)));
    at += head.length + bytes.length;
  }
  const length = directory.reduce((sum, one) => sum + one.length, 0);
  return new Blob([...parts, ...directory, new Uint8Array(endOfDirectory(files.length, length, at))]);
}
