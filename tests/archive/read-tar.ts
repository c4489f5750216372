import { TarReader } from '../../src/archive/tar-reader.ts';
import { BlobReader } from '../../src/bytes/byte-reader.ts';
import { decodeText } from '../../src/bytes/text.ts';
import { toFault, type Fault } from '../../src/fault.ts';
import { rawTar, type RawEntry } from './raw-tar.ts';

export interface ReadEntry {
  readonly path: string;
  readonly link: string;
  readonly type: string;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly major: number;
  readonly minor: number;
  readonly xattrs: Record<string, string> | null;
  readonly body: Uint8Array;
}

const largest = 5_000_000;

/** The pieces put together, so that a missing one is seen. */
async function bodyOf(reader: TarReader): Promise<Uint8Array> {
  const pieces: number[] = [];
  for await (const chunk of reader.chunks()) for (const byte of chunk) pieces.push(byte);
  return Uint8Array.from(pieces);
}

/** Reads a whole tar; what stands before a fault is there. */
export async function readTar(tar: Uint8Array<ArrayBuffer>): Promise<{ entries: ReadEntry[]; fault: Fault | null }> {
  const reader = new TarReader(new BlobReader(new Blob([tar])), 'layer.tar');
  const entries: ReadEntry[] = [];
  try {
    for (let entry = await reader.next(); entry; entry = await reader.next()) {
      const { type, size, mode, uid, gid, mtime, major, minor } = entry;
      const xattrs = entry.xattrs && [...entry.xattrs].map(([key, value]) => [key, decodeText(value)] as const);
      // Views end with the next call of the reader, so names are taken before the body is read.
      const names = { path: decodeText(entry.path), link: decodeText(entry.link) };
      const body = size <= largest ? await bodyOf(reader) : new Uint8Array(0);
      const numbers = { size, mode, uid, gid, mtime, major, minor };
      entries.push({ ...names, type, ...numbers, body, xattrs: xattrs && Object.fromEntries(xattrs) });
    }
    return { entries, fault: null };
  } catch (error) {
    return { entries, fault: toFault(error, 'layer.tar') };
  }
}

export const readEntries = (...entries: RawEntry[]): ReturnType<typeof readTar> => readTar(rawTar(entries));
