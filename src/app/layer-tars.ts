import type { Bytes } from '../bytes/units.ts';
import { FaultError, type Fault } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import type { ImageSession } from './image-session.svelte.ts';
import type { Following } from './shared-task.ts';
import type { UnpackedLayers } from './unpacked-layers.ts';

/** `onProgress` gets the bytes read of the compressed layer; its whole length is that of its range. */
type TarOptions = Following<Bytes>;

/**
 * The uncompressed tars of an image's layers, for single files of them to be read. One that is compressed is unpacked when
 * the first of its files is asked for, and kept until the image goes (docs/decisions/0015).
 */
export class LayerTars {
  constructor(
    private readonly of: Pick<ImageSession, 'read' | 'image'>,
    /** Of the whole archive. */
    private readonly unpacked: UnpackedLayers,
  ) {}

  /** Whether the files of a layer can be read without anything being unpacked first. */
  isAtHand(layer: LayerBlob): boolean {
    return layer.compression === 'none' || this.unpacked.get(layer) !== undefined;
  }

  /** The tar of a layer that is at hand; null where it is not. */
  atHand(layer: LayerBlob): Blob | null {
    const { range, compression } = layer;
    if (compression !== 'none') return this.unpacked.get(layer)?.blob ?? null;
    return range && this.of.read(layer).file.slice(range.start, range.end);
  }

  /** Why a layer that was unpacked is not there to its end; null where it is, or was not unpacked. */
  faultOf(layer: LayerBlob): Fault | null {
    return this.unpacked.get(layer)?.fault ?? null;
  }

  /** Rejects with a FaultError where nothing can be read of it, with an AbortError when cancelled. */
  async tarOf(layer: LayerBlob, options: TarOptions): Promise<Blob> {
    const { fileName } = this.of.read(layer);
    const path = layer.name;
    if (!layer.range) throw new FaultError({ kind: 'missing-blob', fileName, path, namedIn: 'the manifest' });
    return this.atHand(layer) ?? (await this.unpack(layer, options));
  }

  /** Frees what was unpacked of it, and no other image has. */
  release(): void {
    this.unpacked.release(this.of.image);
  }

  private async unpack(layer: LayerBlob, options: TarOptions): Promise<Blob> {
    const { file, layer: _, ...reading } = this.of.read(layer);
    const { range, compression, index } = layer;
    const fileName = `${reading.fileName} (layer ${index})`;
    const input = { ...reading, fileName, file: file.slice(range?.start, range?.end), compression };
    try {
      return (await this.unpacked.join(layer, input, options)).blob;
    } catch (error) {
      // In the image that asked for it first, the layer may have another number.
      throw error instanceof FaultError ? new FaultError({ ...error.fault, fileName }) : error;
    }
  }
}
