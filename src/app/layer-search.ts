import type { OpenOptions } from '../archive/open-range.ts';
import type { LayerBlob } from '../image/model.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import type { LayerSecrets } from '../secrets/scan-layer-secrets.ts';
import { pool } from '../workers/pool.ts';
import type { RunOptions } from '../workers/worker-pool.ts';

/** By the file that holds them, for as long as it is there: a layer that several images share is searched once. */
const known = new WeakMap<Blob, Map<string, Promise<LayerSecrets>>>();

/** The secrets of a layer. Rejects with an AbortError, or a FaultError where its worker ended. */
export function searchLayer(
  input: { file: Blob; layer: LayerBlob; own: readonly OwnPattern[] } & OpenOptions,
  options: RunOptions & { signal: AbortSignal },
): Promise<LayerSecrets> {
  const { file, layer, allowExpansion, own } = input;
  const ofFile = known.get(file) ?? new Map<string, Promise<LayerSecrets>>();
  known.set(file, ofFile);
  const key = JSON.stringify([layer.range, allowExpansion, own]);
  const before = ofFile.get(key);
  if (before) return before;
  const search = pool.run('scan-secrets', input, options);
  ofFile.set(key, search);
  search.catch(() => ofFile.delete(key));
  return search;
}
