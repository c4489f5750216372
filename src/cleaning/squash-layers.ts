import { editHeaders } from '../archive/edit-header.ts';
import { RawEntries } from '../archive/raw-entries.ts';
import { endOfTar } from '../archive/tar-writer.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Bytes } from '../bytes/units.ts';
import type { LayerBlob } from '../image/model.ts';
import { parseWhiteout, whiteoutOf } from '../layer/whiteout.ts';
import { normalisePath } from '../paths/normalise.ts';
import { directoryHeader, emptyFileHeader } from './archive-builder.ts';
import { addLayer, type LayerInArchive } from './layer-blob.ts';
import type { SquashedEntry, SquashPlan, SquashStep } from './squash-plan.ts';
import { withReader, type LayerResult, type LayerSource, type LayerWriting, type WrittenLayer } from './write-layer.ts';

/** What was seen of a layer. */
interface Seen {
  /** Of its tar. */
  readonly bytes: Bytes;
  readonly entries: number;
  readonly marks: number;
}

type Progress = (layer: number, done: Bytes) => void;

/**
 * Writes the layers that are made one; gives what became of each, the last of them standing for all. Each is gone through twice:
 * directories come first, so that nothing is put where none is yet.
 */
export async function squashLayers(
  layers: readonly LayerSource[],
  squash: SquashPlan,
  writing: LayerWriting,
  onProgress: Progress,
): Promise<WrittenLayer[]> {
  const pass = new SquashPass(squash, writing);
  const seen = new Map<number, Seen>();
  const write = async (sink: ByteSink): Promise<void> => {
    for (const source of layers) await pass.writeEntries(source, 'replacing', sink);
    await pass.writeImplied(sink);
    await writeDirectories(layers, pass, sink, onProgress);
    await writeOthers(layers, pass, sink, { seen, onProgress });
    await pass.writeWhiteouts(sink);
    await sink.write(endOfTar);
  };
  const written = pass.isEmpty ? null : await addLayer(writing.builder, writing.compress, write);
  if (!written) await write(nowhere);
  const squashed = layers.filter(({ layer }) => layer.index >= squash.from);
  return squashed.map(({ layer }, place) => {
    const one = place === squashed.length - 1 ? written : null;
    return { result: resultOf(layer, squash, seen.get(layer.index) as Seen, one), blob: one?.blob ?? null };
  });
}

const nowhere: ByteSink = { write: async () => undefined };

async function writeDirectories(
  layers: readonly LayerSource[],
  pass: SquashPass,
  sink: ByteSink,
  onProgress: Progress,
): Promise<void> {
  for (const source of layers) {
    await pass.writeEntries(source, 'directories', sink, (done) => onProgress(source.layer.index, done / 2));
  }
}

async function writeOthers(
  layers: readonly LayerSource[],
  pass: SquashPass,
  sink: ByteSink,
  { seen, onProgress }: { seen: Map<number, Seen>; onProgress: Progress },
): Promise<void> {
  for (const source of layers) {
    const { index, range } = source.layer;
    const half = range ? (range.end - range.start) / 2 : 0;
    const found = await pass.writeEntries(source, 'others', sink, (done) => onProgress(index, half + done / 2));
    if (found) seen.set(index, found);
  }
}

/** `one`: what all are now, for the last of them. */
function resultOf(
  { index, diffId }: LayerBlob,
  squash: SquashPlan,
  { bytes: before, entries, marks: whiteouts }: Seen,
  one: LayerInArchive | null,
): LayerResult {
  const left = { after: one?.size ?? 0, stored: one?.blob.size ?? 0, diffId: one?.diffId ?? null };
  return {
    index,
    before,
    entries: entries - squash.countOf(index),
    whiteouts,
    ...left,
    isSame: one?.diffId === diffId,
  };
}

class SquashPass {
  private readonly whiteouts: readonly number[];

  constructor(
    private readonly squash: SquashPlan,
    private readonly writing: LayerWriting,
  ) {
    this.whiteouts = writing.plan.squashedWhiteouts();
  }

  /** Nothing is left of the layers. */
  get isEmpty(): boolean {
    return this.whiteouts.length === 0 && this.squash.isEmpty;
  }

  async writeImplied(sink: ByteSink): Promise<void> {
    for (const node of this.squash.implied) {
      await sink.write(directoryHeader(this.writing.plan.pathOf(node), this.writing.time ?? 0));
    }
  }

  async writeWhiteouts(sink: ByteSink): Promise<void> {
    for (const node of this.whiteouts) {
      await sink.write(emptyFileHeader(whiteoutOf(this.writing.plan.pathOf(node)), this.writing.time ?? 0));
    }
  }

  /** What a layer gives in a step. Null where it was not gone through, as nobody has to know what it holds. */
  async writeEntries(
    source: LayerSource,
    step: SquashStep,
    sink: ByteSink,
    onProgress: (done: Bytes) => void = () => undefined,
  ): Promise<Seen | null> {
    const { index } = source.layer;
    const wanted = this.squash.entriesOf(index, step);
    if (wanted.length === 0 && (step !== 'others' || index < this.squash.from)) return null;
    return withReader(source, this.writing.options, async (reader, name) => {
      const entries = new RawEntries(reader, name);
      const offsets = this.writing.plan.columns.eventOffsets;
      let [next, count, marks] = [0, 0, 0];
      for (let entry = await entries.next(); entry; entry = await entries.next()) {
        if (parseWhiteout(normalisePath(entry.path))) marks++;
        else count++;
        const one = wanted[next];
        if (one && offsets[one.event] === entry.offset) {
          await sink.write(this.edited(one, entries));
          await entries.copyBody(sink);
          next++;
        }
        onProgress(reader.consumed);
      }
      if (next < wanted.length) throw new Error(`${name} has not the entries that it had`);
      await entries.copyRest(nowhere);
      return { bytes: reader.position, entries: count, marks };
    });
  }

  private edited({ path, link }: SquashedEntry, { headers, tar: { globals } }: RawEntries): Uint8Array {
    const { time } = this.writing;
    const bytesOf = (node: number | null): Uint8Array | null => (node === null ? null : this.writing.plan.pathOf(node));
    return editHeaders(headers, { time, path: bytesOf(path), link: bytesOf(link), globals });
  }
}
