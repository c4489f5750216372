import type { Bytes } from '../bytes/units.ts';
import { FaultError, type Fault } from '../fault.ts';
import type { ArchiveImage, LayerBlob } from '../image/model.ts';
import { pool } from '../workers/pool.ts';
import type { Tasks } from '../workers/protocol.ts';
import type { ScratchPlace } from '../workers/scratch-file.ts';
import type { ScratchSpace } from './scratch-space.ts';
import { keyOf } from './shared-scans.ts';
import { SharedTask, type Following } from './shared-task.ts';

/** As much of a layer as could be unpacked, and why it is not all of it. */
interface UnpackedLayer {
  readonly blob: Blob;
  readonly fault: Fault | null;
  /** Where it lies; null where it is in memory. */
  readonly place: ScratchPlace | null;
}

type Input = Omit<Tasks['unpack-archive']['input'], 'place' | 'mostInMemory'>;
type Layers = Pick<ArchiveImage, 'layers'>;

/** Several layers may be unpacked, so less of each stays in memory than of an archive. */
const mostInMemory: Bytes = 16_000_000;

/** The tars of an archive's compressed layers: each is unpacked once, and kept until the last image that has it goes. */
export class UnpackedLayers {
  private readonly users = new Map<string, Set<Layers>>();
  private readonly unpacked = new Map<string, UnpackedLayer>();
  private readonly underWay = new Map<string, SharedTask<UnpackedLayer>>();

  constructor(
    images: readonly Layers[],
    private readonly space: Pick<ScratchSpace, 'place' | 'free'>,
  ) {
    for (const image of images) for (const layer of image.layers) this.usersOf(keyOf(layer)).add(image);
  }

  get(layer: LayerBlob): UnpackedLayer | undefined {
    return this.unpacked.get(keyOf(layer));
  }

  /** Unpacks a layer, or waits for the one who asked for it first. */
  join(layer: LayerBlob, input: Input, following: Following<Bytes>): Promise<UnpackedLayer> {
    const key = keyOf(layer);
    const known = this.underWay.get(key);
    return (known && !known.ended ? known : this.begin(key, input)).join(following);
  }

  /** An image goes: frees what no other one has, and ends what is under way of it. */
  release(image: Layers): void {
    for (const key of new Set(image.layers.map(keyOf))) {
      const users = this.usersOf(key);
      if (users.delete(image) && users.size === 0) this.free(key);
    }
  }

  private usersOf(key: string): Set<Layers> {
    const users = this.users.get(key) ?? new Set();
    this.users.set(key, users);
    return users;
  }

  private free(key: string): void {
    this.underWay.get(key)?.end();
    const place = this.unpacked.get(key)?.place;
    if (place) void this.space.free(place);
    this.unpacked.delete(key);
  }

  private begin(key: string, input: Input): SharedTask<UnpackedLayer> {
    const task = new SharedTask<UnpackedLayer>(async (following) => {
      try {
        const unpacked = await this.unpack(input, following);
        this.unpacked.set(key, unpacked);
        return unpacked;
      } finally {
        if (this.underWay.get(key) === task) this.underWay.delete(key);
      }
    });
    this.underWay.set(key, task);
    return task;
  }

  private async unpack(input: Input, { signal, onProgress }: Following<Bytes>): Promise<UnpackedLayer> {
    const place = await this.space.place();
    const memory = place && { mostInMemory };
    try {
      const { blob, fault } = await pool.run('unpack-archive', { ...input, ...memory, place }, { signal, onProgress });
      signal.throwIfAborted();
      if (blob) return { blob, fault, place };
      throw new FaultError(ofLayer(fault) ?? { kind: 'truncated', fileName: input.fileName, offset: 0 });
    } catch (error) {
      // A worker that was ended leaves behind what it has written.
      if (place) void this.space.free(place);
      throw error;
    }
  }
}

const ofLayer = (fault: Fault | null): Fault | null => (fault?.kind === 'no-space' ? { ...fault, layer: true } : fault);
