// What gzip (RFC 1952) packed, and tars, compressed so or not: the entries of a tar, else the one file.
import { FaultError } from '../../fault.ts';
import { checksumMatches, TarFlag } from '../../archive/tar-header.ts';
import { TarReader } from '../../archive/tar-reader.ts';
import { ChunkReader } from '../../bytes/byte-reader.ts';
import { decodeText } from '../../bytes/text.ts';
import { ContainerLimit, type Container, type Inside } from '../container.ts';
import { unpackDeflate, unpackMember } from '../../archive/unpack-deflate.ts';

const blockSize = 512;
const [headerCrc, extra, name, comment] = [2, 4, 8, 16];
const [headerLength, trailerLength] = [10, 8];
/** Written by many tools, each holding a piece. */
const mostMembers = 10_000;

const isGzip = (bytes: Uint8Array, at = 0): boolean =>
  bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8;
const isTar = (bytes: Uint8Array): boolean =>
  bytes.length >= blockSize &&
  bytes[0] !== 0 &&
  String.fromCharCode(...bytes.subarray(257, 262)) === 'ustar' &&
  checksumMatches(bytes);

/** Behind a member's header. */
function behindHeader(bytes: Uint8Array, start: number): number {
  const flags = bytes[start + 3] ?? 0;
  let at = start + headerLength;
  if (flags & extra) at += 2 + (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);
  for (const flag of [name, comment]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    at = end < 0 ? bytes.length : end + 1;
  }
  return flags & headerCrc ? at + 2 : at;
}

/** Below, asking the browser takes longer than unpacking it here. */
const worthAsking = 16_384;

async function unpackGzip(bytes: Uint8Array, limit: number): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const member = bytes.length < worthAsking ? null : await unpackMember(bytes as Uint8Array<ArrayBuffer>, limit);
  if (member) return { bytes: member, isWhole: true };
  let all = { bytes: new Uint8Array(0) as Uint8Array, end: 0, isWhole: true };
  for (let [members, at] = [0, 0]; all.isWhole && isGzip(bytes, at); at = all.end + trailerLength) {
    if (++members > mostMembers) return { ...all, isWhole: false };
    all = unpackDeflate(bytes, behindHeader(bytes, at), limit, all.bytes.length);
  }
  return all;
}

/** Damage, and a file that is not there to its end, end it. */
async function* entriesOf(bytes: Uint8Array): AsyncGenerator<Inside> {
  let rest: Uint8Array | null = bytes;
  const next = (): Promise<Uint8Array | null> => {
    const all = rest;
    rest = null;
    return Promise.resolve(all);
  };
  const reader = new ChunkReader({ consumed: 0, close: () => Promise.resolve(), next });
  const tar = new TarReader(reader, '');
  try {
    for (let entry = await tar.next(); entry; entry = tar.nextBuffered() ?? (await tar.next())) {
      const { bodyOffset, storedSize, flag } = entry;
      if (flag !== TarFlag.file || storedSize === 0) continue;
      yield { name: decodeText(entry.path), bytes: bytes.subarray(bodyOffset, bodyOffset + storedSize) };
    }
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    throw new ContainerLimit();
  }
}

export const tarGz: Container = {
  id: 'tar or gzip archive',
  selects: (_path, head) => isGzip(head) || isTar(head),
  async *open(packed, limit) {
    const { bytes, isWhole } = isGzip(packed) ? await unpackGzip(packed, limit) : { bytes: packed, isWhole: true };
    if (isTar(bytes)) yield* entriesOf(bytes);
    else yield { name: '', bytes };
    if (!isWhole) throw new ContainerLimit();
  },
};
