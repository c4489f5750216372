import type { Compression } from '../archive/compression.ts';
import { openRange, type OpenOptions } from '../archive/open-range.ts';
import { algorithmOf, type HashAlgorithm } from '../bytes/digest.ts';
import { createStreamingHash, toHex, type StreamingHash } from '../bytes/streaming-hash.ts';
import type { Bytes } from '../bytes/units.ts';
import { faultOfInput, type Fault } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';

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
 * Digests of one layer, streaming. A compressed layer is read twice, as stored and unpacked. `onProgress` gets bytes of the
 * blob, the second reading counted from where the first ended.
 */
export async function verifyLayer(
  file: Blob,
  layer: LayerBlob,
  options: OpenOptions,
  onProgress: (done: Bytes) => void = () => undefined,
): Promise<LayerDigests> {
  const blob = algorithmOf(layer.digest ?? '');
  const tar = algorithmOf(layer.diffId);
  let digests: LayerDigests = { blob: null, tar: null, fault: null };
  try {
    if (layer.compression === 'none') {
      const read = await digestsOf(file, layer, 'none', [blob, tar], options, onProgress);
      return { ...digests, blob: read[0] ?? null, tar: read[1] ?? null };
    }
    const stored = await digestsOf(file, layer, 'none', [blob], options, onProgress);
    digests = { ...digests, blob: stored[0] ?? null };
    const before = blob && layer.range ? layer.range.end - layer.range.start : 0;
    const unpacked = await digestsOf(file, layer, layer.compression, [tar], options, (done) =>
      onProgress(before + done),
    );
    return { ...digests, tar: unpacked[0] ?? null };
  } catch (error) {
    return { ...digests, fault: faultOfInput(error, options.fileName) };
  }
}

/** The range read once, unpacked as told; digests in the order of `algorithms`. */
async function digestsOf(
  file: Blob,
  { range }: LayerBlob,
  compression: Compression,
  algorithms: readonly (HashAlgorithm | null)[],
  options: OpenOptions,
  onProgress: (done: Bytes) => void,
): Promise<(string | null)[]> {
  const hashes = new Map<HashAlgorithm, StreamingHash>();
  for (const algorithm of algorithms) if (algorithm) hashes.set(algorithm, await createStreamingHash(algorithm));
  if (!range || hashes.size === 0) return [];
  const reader = openRange(file, range, compression, options);
  try {
    while (await reader.fill(1)) {
      const piece = reader.peek(reader.buffered);
      for (const hash of hashes.values()) hash.update(piece);
      reader.advance(piece.length);
      onProgress(reader.consumed);
    }
  } finally {
    await reader.close();
  }
  const digests = new Map([...hashes].map(([algorithm, hash]) => [algorithm, `${algorithm}:${toHex(hash.finish())}`]));
  return algorithms.map((algorithm) => (algorithm && digests.get(algorithm)) ?? null);
}
