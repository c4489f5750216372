import type { UnixSeconds } from '../bytes/units.ts';
import { asArray, asObject, asText, type JsonObject } from '../image/json.ts';

/** What became of a layer. */
export interface CleanedLayer {
  /** Of its tar as it is now; null where nothing is left of it. */
  readonly diffId: string | null;
  /** What was done to it, to be told in the history; '' where it is as it was. */
  readonly note: string;
}

/** Every text in it shown by `hide`; names of fields, variables among them, stay. */
function hiddenIn(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((one) => hiddenIn(one, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hiddenIn(one, hide)]));
}

export interface ConfigChanges {
  /** Shows a text without what is to go; null: texts stay. */
  readonly hide?: ((text: string) => string) | null;
  /** Stands for all times; null: they stay. */
  readonly time?: UnixSeconds | null;
}

/** To seconds, as far as a Date goes. */
export const isoTime = (time: UnixSeconds): string => new Date(time * 1000).toISOString().replace('.000Z', 'Z');

const withTime = (made: JsonObject, time: UnixSeconds | null): JsonObject =>
  time === null || made.created === undefined ? made : { ...made, created: isoTime(time) };

/** The config of an image whose layers were cleaned: what is not about layers stays as it was, but for these changes. */
export function cleanedConfig(
  original: JsonObject,
  layers: readonly CleanedLayer[],
  { hide = null, time = null }: ConfigChanges = {},
): JsonObject {
  const config = withTime(hide ? asObject(hiddenIn(original, hide)) : original, time);
  const diffIds = layers.flatMap(({ diffId }) => diffId ?? []);
  const history =
    config.history === undefined ? {} : { history: cleanedHistory(asArray(config.history), layers, time) };
  return { ...config, ...history, rootfs: { ...asObject(config.rootfs), type: 'layers', diff_ids: diffIds } };
}

/** An entry stays with its instruction, and tells what was taken out of its layer. */
function cleanedHistory(
  history: readonly unknown[],
  layers: readonly CleanedLayer[],
  time: UnixSeconds | null,
): JsonObject[] {
  let number = 0;
  return history.map((value) => {
    const entry = withTime(asObject(value), time);
    const layer = entry.empty_layer === true ? undefined : layers[number++];
    if (!layer || layer.note === '') return entry;
    const comment = [asText(entry.comment), layer.note].filter((one) => one !== '').join('; ');
    const told = { ...entry, comment };
    return layer.diffId === null ? { ...told, empty_layer: true } : told;
  });
}
