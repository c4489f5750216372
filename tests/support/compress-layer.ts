// A layer's tar compressed in each way that is met in images.
import { gzipSync } from 'node:zlib';
import { makeTar, type TarItem } from './make-archive.ts';
import { skippableFrame, zstdFrame } from './zstd-writer.ts';

/** gzip-members: as pigz -i and bgzip write. zstd: two frames with a skippable one before and behind, as zstd:chunked. */
export const layerCompressions = ['none', 'gzip', 'gzip-members', 'estargz', 'zstd'] as const;
export type LayerCompression = (typeof layerCompressions)[number];

export interface MadeLayer {
  /** What the diffID is of. */
  readonly tar: Uint8Array<ArrayBuffer>;
  readonly blob: Uint8Array<ArrayBuffer>;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat(parts));

/** Members of `size` bytes each; 1,000 lies across tar headers. */
export function gzipMembers(bytes: Uint8Array, size = 1000): Uint8Array<ArrayBuffer> {
  const members: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) members.push(gzipSync(bytes.subarray(at, at + size)));
  // bgzip marks the end with an empty member.
  return joined([...members, gzipSync(Buffer.alloc(0))]);
}

/** The empty member that ends an eStargz blob, or as CRFS wrote it first. */
export function estargzFooter(indexOffset: number, legacy = false): Uint8Array<ArrayBuffer> {
  const text = encode(`${indexOffset.toString(16).padStart(16, '0')}STARGZ`);
  const extra = legacy ? text : joined([encode('SG'), Uint8Array.of(text.length, 0), text]);
  const header = [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, extra.length, 0];
  return Uint8Array.from([...header, ...extra, 1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
}

const landmark: TarItem = { header: { name: '.no.prefetch.landmark' }, body: Uint8Array.of(0xf) };

/** A member for each file, a landmark in front, the index behind, the footer. */
async function estargz(items: readonly TarItem[]): Promise<MadeLayer> {
  const index: TarItem = { header: { name: 'stargz.index.json' }, body: encode('{"version":1,"entries":[]}') };
  const tar = await makeTar([landmark, ...items, index]);
  const body = await makeTar([landmark, ...items]);
  const indexAt = body.length - 1024; // two zero blocks end a tar
  const members = [...gzipMembers(tar.subarray(0, indexAt), 512), ...gzipSync(tar.subarray(indexAt))];
  return { tar, blob: Uint8Array.from([...members, ...estargzFooter(members.length)]) };
}

async function zstd(tar: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const [first, second] = [tar.subarray(0, 1000), tar.subarray(1000)];
  return joined([
    skippableFrame(encode('in front')),
    await zstdFrame(first, { checksum: true }),
    await zstdFrame(second),
    skippableFrame(encode('a table of contents'), 7),
  ]);
}

export async function makeLayer(items: readonly TarItem[], compression: LayerCompression): Promise<MadeLayer> {
  if (compression === 'estargz') return estargz(items);
  const tar = await makeTar(items);
  switch (compression) {
    case 'none':
      return { tar, blob: tar };
    case 'gzip':
      return { tar, blob: Uint8Array.from(gzipSync(tar)) };
    case 'gzip-members':
      return { tar, blob: gzipMembers(tar) };
    case 'zstd':
      return { tar, blob: await zstd(tar) };
    default:
      return compression satisfies never;
  }
}
