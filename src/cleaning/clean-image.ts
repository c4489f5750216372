import { openRange, type OpenOptions } from '../archive/open-range.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { PatchableSink } from '../bytes/byte-sink.ts';
import { encodeText } from '../bytes/text.ts';
import { formatBytes, type Bytes, type UnixSeconds } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import { asObject, type JsonObject } from '../image/json.ts';
import type { LayerBlob } from '../image/model.ts';
import { pathBytes } from '../paths/path-tree.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { ArchiveBuilder, blobFolder, directoryHeader, type Blob256 } from './archive-builder.ts';
import { CleanPlan, type Cleaning } from './clean-plan.ts';
import { cleanedConfig, isoTime } from './cleaned-config.ts';
import { copyEdited } from './copy-edited.ts';
import { copyWithout } from './copy-without.ts';
import { droppedRanges, type DroppedRanges } from './dropped-ranges.ts';

export interface CleanInput {
  readonly columns: RootfsColumns;
  /** Base first, and the file that holds each. */
  readonly layers: readonly { readonly layer: LayerBlob; readonly file: Blob }[];
  /** The image's config, JSON as the archive has it. */
  readonly configText: string;
  readonly tags: readonly string[];
  readonly cleaning: Cleaning;
  /** Shows a text of the config without what is to go; null: the config's texts stay. */
  readonly hide?: ((text: string) => string) | null;
  /** One time for all: of every entry, and when the image and its layers were made. Null: times stay. */
  readonly time?: UnixSeconds | null;
}

/** A layer before and after. */
export interface LayerResult {
  readonly index: number;
  /** Of its uncompressed tar; 0 where nothing is left of it. */
  readonly before: Bytes;
  readonly after: Bytes;
  readonly entries: number;
  readonly whiteouts: number;
  /** It has the digest that it had. */
  readonly isSame: boolean;
  /** Null where nothing is left of it. */
  readonly diffId: string | null;
}

export interface Cleaned {
  /** The image's id: the digest of its config. */
  readonly id: string;
  readonly layers: readonly LayerResult[];
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
  const { time = null } = input;
  const builder = new ArchiveBuilder(sink);
  const plan = CleanPlan.of(input.columns, input.cleaning);
  const writing = { plan, time, options, builder };
  await builder.begin();
  const layers: WrittenLayer[] = [];
  let before: Bytes = 0;
  for (const one of input.layers) {
    const start = before;
    layers.push(await writeLayer(one, writing, (done) => onProgress(start + done)));
    before += one.layer.range ? one.layer.range.end - one.layer.range.start : 0;
  }
  const notes = layers.map(({ result, blob }) => ({ diffId: blob?.digest ?? null, note: noteOf(result, time) }));
  const config = await builder.addWhole(
    encodeText(JSON.stringify(cleanedConfig(asObject(JSON.parse(input.configText)), notes, input))),
  );
  const blobs = layers.flatMap(({ blob }) => blob ?? []);
  await writeDocuments(builder, config, blobs, input.tags);
  await builder.finish();
  return { id: config.digest, layers: layers.map(({ result }) => result), heldBack: plan.heldBack };
}

interface WrittenLayer {
  readonly result: LayerResult;
  readonly blob: Blob256 | null;
}

interface LayerWriting {
  readonly plan: CleanPlan;
  readonly time: UnixSeconds | null;
  readonly options: OpenOptions;
  readonly builder: ArchiveBuilder;
}

async function writeLayer(
  { layer, file }: CleanInput['layers'][number],
  { plan, time, options, builder }: LayerWriting,
  onProgress: (done: Bytes) => void,
): Promise<WrittenLayer> {
  const { index } = layer;
  const dropped = await withReader(layer, file, options, (reader, name) => droppedRanges(reader, name, plan, index));
  const { tarBytes: before, entries, whiteouts, left, ranges } = dropped;
  const added = addedEntries(plan, index, time);
  const told = { index, before, entries, whiteouts };
  if (ranges.length > 0 && left + added.length === 0) {
    return { result: { ...told, after: 0, isSame: false, diffId: null }, blob: null };
  }
  const blob = await builder.addStreamed((sink) =>
    withReader(layer, file, options, async (reader, name) => {
      for (const header of added) await sink.write(header);
      const progress = (): void => onProgress(reader.consumed);
      if (time === null) await copyWithout(reader, ranges, sink, progress);
      else await copyEdited(reader, name, { ranges, time }, sink, progress);
    }),
  );
  if (time === null) checkSize(blob.size, dropped, added);
  const { digest: diffId, size: after } = blob;
  return { result: { ...told, after, isSame: diffId === layer.diffId, diffId }, blob };
}

/** An archive with another size would hold a layer that is cut, or one that nobody looked at. */
function checkSize(size: Bytes, { tarBytes, ranges }: DroppedRanges, added: readonly Uint8Array[]): void {
  const left = ranges.reduce((sum, { start, end }) => sum - (end - start), tarBytes);
  const expected = added.reduce((sum, { length }) => sum + length, left);
  if (size !== expected) throw new Error(`A layer of ${expected} bytes was written as one of ${size}`);
}

async function withReader<T>(
  { range, compression, name: path, index }: LayerBlob,
  file: Blob,
  options: OpenOptions,
  work: (reader: ByteReader, fileName: string) => Promise<T>,
): Promise<T> {
  const fileName = `${options.fileName} (layer ${index})`;
  if (!range) throw new FaultError({ kind: 'missing-blob', fileName, path, namedIn: 'the manifest' });
  const reader = openRange(file, range, compression, { ...options, fileName });
  try {
    return await work(reader, fileName);
  } finally {
    await reader.close();
  }
}

/** Directories that nothing else in the layer tells of any more, as builders make those that an entry implies. */
function addedEntries(plan: CleanPlan, layer: number, time: UnixSeconds | null): Uint8Array[] {
  const { names, parents } = plan.columns;
  return plan.impliedOnly(layer).map((node) => directoryHeader(pathBytes(names, parents, node), time ?? 0));
}

function noteOf(result: LayerResult, time: UnixSeconds | null): string {
  const notes = [removedNote(result, time), time === null ? '' : `Plimsoll set its times to ${isoTime(time)}`];
  return notes.filter((note) => note !== '').join('; ');
}

function removedNote({ entries, whiteouts, before, after, diffId }: LayerResult, time: UnixSeconds | null): string {
  if (entries + whiteouts === 0) return '';
  const files = entries > 0 ? [`${entries} ${entries === 1 ? 'entry' : 'entries'}`] : [];
  const marks = whiteouts > 0 ? [`${whiteouts} ${whiteouts === 1 ? 'whiteout' : 'whiteouts'}`] : [];
  // Where times alone differed, headers may have had other lengths: nothing may tell of that.
  const bytes = time === null ? ` (${formatBytes(before - after)})` : '';
  const what = `${[...files, ...marks].join(' and ')}${bytes}`;
  return `Plimsoll removed ${what}${diffId === null ? ', all that was in the layer' : ' from the layer'}`;
}

const ociTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const;

async function writeDocuments(
  builder: ArchiveBuilder,
  config: Blob256,
  layers: readonly Blob256[],
  tags: readonly string[],
): Promise<void> {
  const json = (value: unknown): Uint8Array => encodeText(JSON.stringify(value));
  const manifest = {
    schemaVersion: 2,
    mediaType: ociTypes.manifest,
    config: { mediaType: ociTypes.config, ...config },
    layers: layers.map((layer) => ({ mediaType: ociTypes.layer, ...layer })),
  };
  const named = { mediaType: ociTypes.manifest, ...(await builder.addWhole(json(manifest))) };
  const annotated = tags.map((tag) => ({ ...named, annotations: annotationsOf(tag) }));
  const manifests = annotated.length > 0 ? annotated : [named];
  await builder.addFile('index.json', json({ schemaVersion: 2, mediaType: ociTypes.index, manifests }));
  const pathOf = ({ digest }: Blob256): string => blobFolder + digest.slice('sha256:'.length);
  const image = { Config: pathOf(config), RepoTags: tags.length > 0 ? tags : null, Layers: layers.map(pathOf) };
  await builder.addFile('manifest.json', json([image]));
  await builder.addFile('oci-layout', json({ imageLayoutVersion: '1.0.0' }));
}

/** As containerd and Docker name what a manifest is called. */
function annotationsOf(tag: string): JsonObject {
  const name = tag.slice(tag.lastIndexOf(':') + 1);
  return { 'io.containerd.image.name': tag, 'org.opencontainers.image.ref.name': name };
}
