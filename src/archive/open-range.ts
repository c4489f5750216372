import { ChunkReader, type ByteReader, type ChunkSource } from '../bytes/byte-reader.ts';
import type { ByteRange } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import { canUnpack, type Compression, type Unpacked } from './compression.ts';
import { guardExpansion } from './compression/expansion.ts';
import { GzipSource } from './compression/gzip.ts';
import { openStored, type OnStored } from './compression/stored-reader.ts';
import { ZstdSource } from './compression/zstd.ts';

/** The uncompressed bytes of a range, piece by piece; damage is a FaultError. */
type Decoder = new (file: Blob, range: ByteRange, fileName: string, onStored: OnStored | null) => ChunkSource;

const decoders: Readonly<Record<Unpacked, Decoder>> = {
  gzip: GzipSource,
  zstd: ZstdSource,
};

export interface OpenOptions {
  /** For faults: what the range is called. */
  readonly fileName: string;
  /** Goes on however much comes out: for a real file of zeros. */
  readonly allowExpansion?: boolean;
}

/**
 * The uncompressed bytes of a range of the file, in order. Reading them throws a FaultError where they are damaged
 * (`bad-compression`, behind what could be read) or a bomb (`expansion`), opening them where they are compressed in a way
 * that is not read (`unsupported-compression`). `onStored` gets the bytes below the uncompressed ones.
 */
export function openRange(
  file: Blob,
  range: ByteRange,
  compression: Compression,
  options: OpenOptions,
  onStored: OnStored | null = null,
): ByteReader {
  if (compression === 'none') return openStored(file, range, onStored);
  const { fileName, allowExpansion = false } = options;
  if (!canUnpack(compression)) throw new FaultError({ kind: 'unsupported-compression', fileName, compression });
  const source = new decoders[compression](file, range, fileName, onStored);
  return new ChunkReader(allowExpansion ? source : guardExpansion(source, fileName, compression));
}
