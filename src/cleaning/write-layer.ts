import { openRange, type OpenOptions } from '../archive/open-range.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Bytes, UnixSeconds } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { directoryHeader, type ArchiveBuilder } from './archive-builder.ts';
import type { CleanPlan } from './clean-plan.ts';
import { copyEdited } from './copy-edited.ts';
import { copyWithout } from './copy-without.ts';
import { droppedRanges, type DroppedRanges } from './dropped-ranges.ts';
import type { LayerDescriptor } from './image-documents.ts';
import { addLayer, addStored } from './layer-blob.ts';

/** A layer, and the file that holds it. */
export interface LayerSource {
  readonly layer: LayerBlob;
  readonly file: Blob;
}

/** A layer before and after. */
export interface LayerResult {
  readonly index: number;
  /** Of its uncompressed tar; 0 where nothing is left of it. */
  readonly before: Bytes;
  readonly after: Bytes;
  /** What it takes in the archive. */
  readonly stored: Bytes;
  /** Left out of it. */
  readonly entries: number;
  readonly whiteouts: number;
  /** It has the digest that it had. */
  readonly isSame: boolean;
  /** Null where nothing is left of it, or what is left is a part of another one. */
  readonly diffId: string | null;
}

export interface WrittenLayer {
  readonly result: LayerResult;
  readonly blob: LayerDescriptor | null;
}

export interface LayerWriting {
  readonly plan: CleanPlan;
  readonly time: UnixSeconds | null;
  /** Layers get compressed, with gzip. */
  readonly compress: boolean;
  readonly options: OpenOptions;
  readonly builder: ArchiveBuilder;
  /** Those that stayed as they were, by where they lie: an image may have one layer twice, and stores it once. */
  readonly untouched: Map<string, WrittenLayer>;
}

const placeOf = ({ layer: { range, file } }: LayerSource): string => `${file} ${range?.start} ${range?.end}`;

export async function writeLayer(
  source: LayerSource,
  { plan, time, compress, options, builder, untouched }: LayerWriting,
  onProgress: (done: Bytes) => void,
): Promise<WrittenLayer> {
  const { index, diffId: known } = source.layer;
  const dropped = await withReader(source, options, (reader, name) =>
    droppedRanges(reader, name, { plan, layer: index, time: time ?? 0 }),
  );
  const { tarBytes: before, entries, whiteouts, left, ranges } = dropped;
  const added = addedEntries(plan, index, time);
  const told = { index, before, entries, whiteouts };
  if (ranges.length > 0 && left + added.length === 0) {
    return { result: { ...told, after: 0, stored: 0, isSame: false, diffId: null }, blob: null };
  }
  const isUntouched = time === null && ranges.length + added.length === 0;
  const twin = isUntouched ? untouched.get(placeOf(source)) : undefined;
  if (twin) return { result: { ...twin.result, index }, blob: twin.blob };
  const writeTar = (sink: ByteSink): Promise<void> =>
    withReader(source, options, async (reader, name) => {
      for (const header of added) await sink.write(header);
      const progress = (): void => onProgress(reader.consumed);
      if (time === null) await copyWithout(reader, ranges, sink, progress);
      else await copyEdited(reader, name, { ranges, time }, sink, progress);
    });
  const { file, layer } = source;
  // What was compressed so already is as it was.
  const written =
    isUntouched && compress && layer.compression === 'gzip' && layer.range
      ? await addStored(builder, file, layer.range, writeTar)
      : await addLayer(builder, compress, writeTar);
  const { diffId, size: after, blob } = written;
  if (time === null) checkSize(after, dropped, added);
  const one = { result: { ...told, after, stored: blob.size, isSame: diffId === known, diffId }, blob };
  if (isUntouched) untouched.set(placeOf(source), one);
  return one;
}

/** An archive with another size would hold a layer that is cut, or one that nobody looked at. */
function checkSize(size: Bytes, { tarBytes, ranges }: DroppedRanges, added: readonly Uint8Array[]): void {
  const left = ranges.reduce((sum, { start, end, instead }) => sum - (end - start) + (instead?.length ?? 0), tarBytes);
  const expected = added.reduce((sum, { length }) => sum + length, left);
  if (size !== expected) throw new Error(`A layer of ${expected} bytes was written as one of ${size}`);
}

export async function withReader<T>(
  { layer: { range, compression, name: path, index }, file }: LayerSource,
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
  return plan.impliedOnly(layer).map((node) => directoryHeader(plan.pathOf(node), time ?? 0));
}
