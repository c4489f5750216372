import type { JsonObject } from '../image/json.ts';

/** What became of a layer. */
export interface CleanedLayer {
  /** Of its tar as it is now; null where nothing is left of it. */
  readonly diffId: string | null;
  /** What was done to it, to be told in the history; '' where it is as it was. */
  readonly note: string;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

/** The config of an image whose layers were cleaned: what is not about layers stays as it was. */
export function cleanedConfig(config: JsonObject, layers: readonly CleanedLayer[]): JsonObject {
  const diffIds = layers.flatMap(({ diffId }) => diffId ?? []);
  const history = config.history === undefined ? {} : { history: cleanedHistory(listOf(config.history), layers) };
  return { ...config, ...history, rootfs: { ...objectOf(config.rootfs), type: 'layers', diff_ids: diffIds } };
}

/** An entry stays with its instruction, and tells what was taken out of its layer. */
function cleanedHistory(history: readonly unknown[], layers: readonly CleanedLayer[]): JsonObject[] {
  let number = 0;
  return history.map((value) => {
    const entry = objectOf(value);
    const layer = entry.empty_layer === true ? undefined : layers[number++];
    if (!layer || layer.note === '') return entry;
    const comment = typeof entry.comment === 'string' && entry.comment !== '' ? `${entry.comment}; ` : '';
    const told = { ...entry, comment: comment + layer.note };
    return layer.diffId === null ? { ...told, empty_layer: true } : told;
  });
}
