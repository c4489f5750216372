import type { Bytes } from '../bytes/units.ts';
import { FaultError, type Fault } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { pool } from '../workers/pool.ts';
import type { ScratchPlace } from '../workers/scratch-file.ts';
import type { ImageSession } from './image-session.svelte.ts';
import type { ScratchSpace } from './scratch-space.ts';
import { SharedTask, type Following } from './shared-task.ts';

/** `onProgress` gets the bytes read of the compressed layer; its whole length is that of its range. */
type TarOptions = Following<Bytes>;

/** As much of a layer as could be unpacked, and why it is not all of it. */
interface UnpackedLayer {
  readonly blob: Blob;
  readonly fault: Fault | null;
}

/** Several layers may be unpacked, so less of each stays in memory than of an archive. */
const mostInMemory: Bytes = 16_000_000;

/**
 * The uncompressed tars of an image's layers, for single files of them to be read. One that is compressed is unpacked when
 * the first of its files is asked for, and kept until the image goes (docs/decisions/0015).
 */
export class LayerTars {
  private readonly unpacked = new Map<number, UnpackedLayer>();
  private readonly underWay = new Map<number, SharedTask<UnpackedLayer>>();
  private readonly places = new Set<ScratchPlace>();

  constructor(
    private readonly of: Pick<ImageSession, 'read'>,
    private readonly space: Pick<ScratchSpace, 'place' | 'free'>,
  ) {}

  /** Whether the files of a layer can be read without anything being unpacked first. */
  isAtHand({ index, compression }: LayerBlob): boolean {
    return compression === 'none' || this.unpacked.has(index);
  }

  /** The tar of a layer that is at hand; null where it is not. */
  atHand(layer: LayerBlob): Blob | null {
    const { range, compression, index } = layer;
    if (compression !== 'none') return this.unpacked.get(index)?.blob ?? null;
    return range && this.of.read(layer).file.slice(range.start, range.end);
  }

  /** Why a layer that was unpacked is not there to its end; null where it is, or was not unpacked. */
  faultOf({ index }: LayerBlob): Fault | null {
    return this.unpacked.get(index)?.fault ?? null;
  }

  /** Rejects with a FaultError where nothing can be read of it, with an AbortError when cancelled. */
  async tarOf(layer: LayerBlob, options: TarOptions): Promise<Blob> {
    const { fileName } = this.of.read(layer);
    const path = layer.name;
    if (!layer.range) throw new FaultError({ kind: 'missing-blob', fileName, path, namedIn: 'the manifest' });
    return this.atHand(layer) ?? (await this.taskOf(layer).join(options)).blob;
  }

  /** Ends what is under way, and frees what was unpacked. */
  release(): void {
    for (const task of this.underWay.values()) task.end();
    this.unpacked.clear();
    for (const place of this.places) void this.space.free(place);
    this.places.clear();
  }

  /** The one that unpacks the layer, whoever asked for it first. */
  private taskOf(layer: LayerBlob): SharedTask<UnpackedLayer> {
    const { index } = layer;
    const known = this.underWay.get(index);
    if (known && !known.ended) return known;
    const task = new SharedTask<UnpackedLayer>(async (following) => {
      try {
        const unpacked = await this.unpack(layer, following);
        this.unpacked.set(index, unpacked);
        return unpacked;
      } finally {
        if (this.underWay.get(index) === task) this.underWay.delete(index);
      }
    });
    this.underWay.set(index, task);
    return task;
  }

  private async unpack(layer: LayerBlob, { signal, onProgress }: TarOptions): Promise<UnpackedLayer> {
    const { file, layer: _, ...options } = this.of.read(layer);
    const { range, compression, index } = layer;
    const fileName = `${options.fileName} (layer ${index})`;
    const place = await this.space.place();
    const memory = place && { mostInMemory };
    if (place) this.places.add(place);
    try {
      const input = { ...options, ...memory, fileName, file: file.slice(range?.start, range?.end), compression, place };
      const { blob, fault } = await pool.run('unpack-archive', input, { signal, onProgress });
      if (blob) return { blob, fault };
      throw new FaultError(ofLayer(fault) ?? { kind: 'truncated', fileName, offset: 0 });
    } catch (error) {
      // A worker that was ended leaves behind what it has written.
      if (place && this.places.delete(place)) void this.space.free(place);
      throw error;
    }
  }
}

const ofLayer = (fault: Fault | null): Fault | null => (fault?.kind === 'no-space' ? { ...fault, layer: true } : fault);
