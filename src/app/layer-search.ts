import type { OpenOptions } from '../archive/open-range.ts';
import type { LayerBlob } from '../image/model.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import { pool } from '../workers/pool.ts';
import type { LayerFiles } from '../workers/protocol.ts';
import type { RunOptions } from '../workers/worker-pool.ts';

/** By the file that holds them, for as long as it is there: a layer that several images share is read once. */
const known = new WeakMap<Blob, Map<string, Promise<LayerFiles>>>();

/** What is in the files of a layer. Rejects with an AbortError, or a FaultError where its worker ended. */
export function searchLayer(
  input: { file: Blob; layer: LayerBlob; own: readonly OwnPattern[] } & OpenOptions,
  options: RunOptions & { signal: AbortSignal },
): Promise<LayerFiles> {
  const { file, layer, allowExpansion, own } = input;
  const ofFile = known.get(file) ?? new Map<string, Promise<LayerFiles>>();
  known.set(file, ofFile);
  const key = JSON.stringify([layer.range, allowExpansion, own]);
  const before = ofFile.get(key);
  if (before) return before;
  const search = pool.run('read-files', input, options);
  ofFile.set(key, search);
  search.catch(() => ofFile.delete(key));
  return search;
}
