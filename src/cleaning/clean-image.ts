import type { OpenOptions } from '../archive/open-range.ts';
import type { PatchableSink } from '../bytes/byte-sink.ts';
import { encodeText } from '../bytes/text.ts';
import type { Bytes, UnixSeconds } from '../bytes/units.ts';
import { asObject } from '../image/json.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { ArchiveBuilder } from './archive-builder.ts';
import { CleanPlan } from './clean-plan.ts';
import type { Cleaning } from './cleaning.ts';
import { cleanedConfig } from './cleaned-config.ts';
import { writeDocuments } from './image-documents.ts';
import { noteOfLayer, noteOfMoved, noteOfSquashed } from './layer-notes.ts';
import { squashLayers } from './squash-layers.ts';
import { writeLayer, type LayerResult, type LayerSource, type LayerWriting, type WrittenLayer } from './write-layer.ts';

export interface CleanInput {
  readonly columns: RootfsColumns;
  /** Base first, and the file that holds each. */
  readonly layers: readonly LayerSource[];
  /** The image's config, JSON as the archive has it. */
  readonly configText: string;
  readonly tags: readonly string[];
  readonly cleaning: Cleaning;
  /** Shows a text of the config without what is to go; null: the config's texts stay. */
  readonly hide?: ((text: string) => string) | null;
  /** One time for all: of every entry, and when the image and its layers were made. Null: times stay. */
  readonly time?: UnixSeconds | null;
  /** Layers are compressed, with gzip. */
  readonly compress?: boolean;
}

export interface Cleaned {
  /** The image's id: the digest of its config. */
  readonly id: string;
  readonly layers: readonly LayerResult[];
  /** How many of the last layers are one now, in the place of the last; 0 where each is one of its own. */
  readonly squashed: number;
  /** Paths that were to be removed and stay, as hard links elsewhere need them. */
  readonly heldBack: readonly number[];
}

/**
 * Writes the image anew without what is to go. A layer that loses nothing keeps its bytes, and so its diff ID. Each layer is
 * gone through twice, once for what stays and once to be copied; memory does not depend on its size. `onProgress` gets the bytes
 * of the layers got through. Throws a FaultError where a layer is missing or damaged: nobody could say what of it stays.
 */
export async function cleanImage(
  input: CleanInput,
  options: OpenOptions,
  sink: PatchableSink,
  onProgress: (done: Bytes) => void = () => undefined,
): Promise<Cleaned> {
  const { time = null, compress = false } = input;
  const builder = new ArchiveBuilder(sink);
  const plan = CleanPlan.of(input.columns, input.cleaning);
  await builder.begin();
  const layers = await writeLayers(
    input.layers,
    { plan, time, compress, options, builder, untouched: new Map() },
    onProgress,
  );
  const results = layers.map(({ result }) => result);
  const squashed = plan.squash ? results.slice(plan.squash.from) : [];
  const notes = results.map((result) => ({ diffId: result.diffId, note: noteOf(result, squashed, time) }));
  const config = await builder.addWhole(
    encodeText(JSON.stringify(cleanedConfig(asObject(JSON.parse(input.configText)), notes, input))),
  );
  const blobs = layers.flatMap(({ blob }) => blob ?? []);
  await writeDocuments(builder, config, blobs, input.tags);
  await builder.finish();
  return { id: config.digest, layers: results, squashed: squashed.length, heldBack: [...plan.heldBack] };
}

async function writeLayers(
  sources: readonly LayerSource[],
  writing: LayerWriting,
  onProgress: (done: Bytes) => void,
): Promise<WrittenLayer[]> {
  const { squash } = writing.plan;
  // Of each layer, what was got through of it.
  const done = new Map<number, Bytes>();
  const progress = (layer: number, bytes: Bytes): void => {
    done.set(layer, bytes);
    onProgress([...done.values()].reduce((sum, one) => sum + one, 0));
  };
  const layers: WrittenLayer[] = [];
  for (const source of sources.slice(0, squash?.from)) {
    layers.push(await writeLayer(source, writing, (bytes) => progress(source.layer.index, bytes)));
  }
  if (squash) layers.push(...(await squashLayers(sources, squash, writing, progress)));
  return layers;
}

function noteOf(result: LayerResult, squashed: readonly LayerResult[], time: UnixSeconds | null): string {
  const last = squashed.at(-1);
  if (!last || last.diffId === null || !squashed.includes(result)) return noteOfLayer(result, time);
  return result === last ? noteOfSquashed(squashed, time) : noteOfMoved;
}
