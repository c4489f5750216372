// A large file of zeros as it is met in real images (a swap file, a disk image): small once compressed, and no bomb.
import { createHash } from 'node:crypto';
import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';
import type { Bytes } from '../../src/bytes/units.ts';
import { octal, rawHeader, rawTar } from '../archive/raw-tar.ts';
import { imageConfig } from './make-archive.ts';
import { largestBlock, zstdFrame, zstdRuns } from './zstd-writer.ts';

/** A multiple of the blocks of tar and of zstd. */
const stretch = Buffer.alloc(67_108_864);
const stretches = (size: Bytes): Buffer[] => Array.from({ length: size / stretch.length }, () => stretch);
/** More than unpacked bytes may take of memory. */
export const fewZeros = 3 * stretch.length;
/** More than a decoder gives out before it takes the data for a bomb; two sizes, since files of equal size are compared. */
export const [zeros, moreZeros] = [16 * stretch.length, 17 * stretch.length];

/** The parts of a tar: `head`, so many zeros, `tail`. */
export interface AroundZeros {
  readonly head: Uint8Array;
  readonly zeros: Bytes;
  readonly tail: Uint8Array;
}

const partsOf = ({ head, zeros, tail }: AroundZeros): Uint8Array[] => [head, ...stretches(zeros), tail];

/** As one member of gzip. */
export function inGzip(around: AroundZeros): Uint8Array<ArrayBuffer> {
  const flushed = (bytes: Uint8Array): Buffer => deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH });
  const { head, zeros, tail } = around;
  const packed = flushed(stretch);
  const trailer = Buffer.alloc(8);
  const crc = partsOf(around).reduce((sum, bytes) => crc32(bytes, sum), 0);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(head.length + zeros + tail.length, 4);
  const header = gzipSync('').subarray(0, 10);
  const body = stretches(zeros).map(() => packed);
  return Uint8Array.from(Buffer.concat([header, flushed(head), ...body, deflateRawSync(tail), trailer]));
}

/** As frames of zstd. */
export async function inZstd({ head, zeros, tail }: AroundZeros): Promise<Uint8Array<ArrayBuffer>> {
  const parts = [await zstdFrame(head), zstdRuns(zeros / largestBlock), await zstdFrame(tail)];
  return Uint8Array.from(Buffer.concat(parts));
}

/** A layer with a file of zeros, and a small one on either side of it: etc/before has the name in it, etc/behind more. */
export function zerosLayer(name: string, zeros: Bytes): AroundZeros {
  const before = rawTar([{ name: 'etc/before', body: name }]);
  const behind = rawTar([{ name: 'etc/behind', body: `behind ${name}` }]);
  return {
    head: Buffer.concat([before, rawHeader({ name, size: octal(zeros) })]),
    zeros,
    tail: Buffer.concat([behind, Buffer.alloc(1024)]),
  };
}

/** SHA-256 of the tar. */
export function hexOfZeros(around: AroundZeros): string {
  const hash = createHash('sha256');
  for (const bytes of partsOf(around)) hash.update(bytes);
  return hash.digest('hex');
}

/** An image archive compressed as a whole: what describes the image `vm:1`, then its one layer. */
export function gzippedArchive(zeros: Bytes): Uint8Array {
  const layer = zerosLayer('swap', zeros);
  const blobs = [{ diffHex: hexOfZeros(layer), blob: new Uint8Array(0) }];
  const description = rawTar([
    { name: 'config.json', body: imageConfig(blobs, [{ created_by: 'RUN fallocate -l 1G /swap' }]) },
    { name: 'manifest.json', body: JSON.stringify([{ Config: 'config.json', RepoTags: ['vm:1'], Layers: ['l.tar'] }]) },
  ]);
  const size = layer.head.length + zeros + layer.tail.length;
  return inGzip({
    head: Buffer.concat([description, rawHeader({ name: 'l.tar', size: octal(size) }), layer.head]),
    zeros,
    tail: Buffer.concat([layer.tail, Buffer.alloc((-size & 511) + 1024)]),
  });
}
