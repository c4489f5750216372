// Small files that unpack to enormous ones.
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { base256, rawHeader } from '../archive/raw-tar.ts';
import { zstdBomb, zstdFrame } from './zstd-writer.ts';

const flushed = (bytes: Uint8Array): Buffer => deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });

/** `head`, then 10 GB of zeros in 10 MB: one stretch of deflate that ends on a byte, again and again, with no end. */
export function gzipBomb(head: Uint8Array): Uint8Array<ArrayBuffer> {
  const gzipHeader = gzipSync('').subarray(0, 10);
  const stretch = flushed(Buffer.alloc(64_000_000));
  return Uint8Array.from(Buffer.concat([gzipHeader, flushed(head), ...Array.from({ length: 160 }, () => stretch)]));
}

/** `head`, then 100 GB and more of zeros in 10 MB. */
export async function zstdZeros(head: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(Buffer.concat([await zstdFrame(head), zstdBomb(2_500_000)]));
}

/** The header of a file that takes up all the zeros, behind a file of its own. */
export const bombHead = Buffer.concat([
  rawHeader({ name: 'etc/hosts', body: 'localhost' }),
  Buffer.alloc(512, 'localhost'),
  rawHeader({ name: 'zeros', size: base256(10n ** 12n), dialect: 'gnu' }),
]);
