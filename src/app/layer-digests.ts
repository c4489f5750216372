import type { OpenOptions } from '../archive/open-range.ts';
import type { LayerDigests } from '../analysis/verify-layer.ts';
import { toFault } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { pool } from '../workers/pool.ts';
import type { RunOptions } from '../workers/worker-pool.ts';

/** By the file that holds them, for as long as it is there: a layer that several images share is read once. */
const known = new WeakMap<Blob, Map<string, LayerDigests>>();

/** What the bytes of a layer are. Rejects with an AbortError alone; a crashed worker is a fault of the layer. */
export async function readDigests(
  input: { file: Blob; layer: LayerBlob } & OpenOptions,
  options: RunOptions & { signal: AbortSignal },
): Promise<LayerDigests> {
  const { file, layer, allowExpansion } = input;
  const ofFile = known.get(file) ?? new Map<string, LayerDigests>();
  known.set(file, ofFile);
  const key = JSON.stringify([layer.range, layer.digest, layer.diffId, allowExpansion]);
  const before = ofFile.get(key);
  if (before) return before;
  try {
    const digests = await pool.run('verify-layer', input, options);
    ofFile.set(key, digests);
    return digests;
  } catch (error) {
    if (options.signal.aborted) throw error;
    return { blob: null, tar: null, fault: toFault(error, input.fileName) };
  }
}
