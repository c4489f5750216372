import type { OnStored } from '../archive/compression/stored-reader.ts';
import { openRange, type OpenOptions } from '../archive/open-range.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { algorithmOf } from '../bytes/digest.ts';
import type { Bytes } from '../bytes/units.ts';
import type { Fault } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { RangeDigest } from './range-digest.ts';

/** What a layer's bytes are, by the algorithms that its digests name; null where there is none to compare with. */
export interface LayerDigests {
  /** Of the blob as stored. */
  readonly blob: string | null;
  /** Of the uncompressed tar, padding and all that follows its last entry included. */
  readonly tar: string | null;
  /** Why the layer could not be read to its end. */
  readonly fault: Fault | null;
}

/**
 * Digests of one layer, streaming. A compressed layer is read once: its bytes are hashed on their way into the decoder, and
 * those that come out of it. `onProgress` gets bytes of the blob.
 */
export async function verifyLayer(
  file: Blob,
  { range, compression, digest, diffId }: LayerBlob,
  options: OpenOptions,
  onProgress: (done: Bytes) => void = () => undefined,
): Promise<LayerDigests> {
  if (!range) return { blob: null, tar: null, fault: null };
  const tar = await RangeDigest.for(diffId);
  // What is not compressed is the tar itself.
  const isTar = compression === 'none' && algorithmOf(digest ?? '') === algorithmOf(diffId);
  const blob = isTar ? null : await RangeDigest.for(digest ?? '');
  if (tar) {
    const onStored: OnStored | null = blob && ((bytes, at) => blob.update(bytes, at));
    const open = (): ByteReader => openRange(file, range, compression, options, onStored);
    await tar.read(open, options.fileName, onProgress);
  }
  const left = range.start + (blob?.position ?? 0);
  // What a decoder did not want, or did not come to.
  if (blob && left < range.end) {
    const rest = (): ByteReader => openRange(file, { start: left, end: range.end }, 'none', options);
    await blob.read(rest, options.fileName, (done) => onProgress(left - range.start + done));
  }
  const tarDigest = tar?.finish() ?? null;
  return {
    blob: isTar ? tarDigest : (blob?.finish() ?? null),
    tar: tarDigest,
    fault: tar?.fault ?? blob?.fault ?? null,
  };
}
