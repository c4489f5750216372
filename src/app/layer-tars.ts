import { FaultError } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { pool } from '../workers/pool.ts';
import type { ImageSession } from './image-session.svelte.ts';
import type { ScratchSpace } from './scratch-space.ts';

interface TarOptions {
  readonly signal: AbortSignal;
  /** Bytes read of the compressed layer; its whole length is that of its range. */
  onProgress(done: number): void;
}

/**
 * The uncompressed tars of an image's layers, for single files of them to be read. One that is compressed is unpacked when
 * the first of its files is asked for, and kept until the images go.
 */
export class LayerTars {
  private readonly unpacked = new Map<number, Blob>();

  constructor(
    private readonly of: Pick<ImageSession, 'read'>,
    private readonly space: ScratchSpace,
  ) {}

  /** Whether the files of a layer can be read without anything being unpacked first. */
  isAtHand({ index, compression }: LayerBlob): boolean {
    return compression === 'none' || this.unpacked.has(index);
  }

  /** Rejects with a FaultError where nothing can be read of it, with an AbortError when cancelled. */
  async tarOf(layer: LayerBlob, { signal, onProgress }: TarOptions): Promise<Blob> {
    const { file, fileName, ...options } = this.of.read(layer);
    const { index, range, compression } = layer;
    if (!range) throw new FaultError({ kind: 'missing-blob', fileName, path: layer.name, namedIn: 'the manifest' });
    const blob = file.slice(range.start, range.end);
    if (compression === 'none') return blob;
    const known = this.unpacked.get(index);
    if (known) return known;
    const place = await this.space.place();
    const input = { ...options, fileName, file: blob, compression, place };
    const unpacked = await pool.run('unpack-archive', input, { signal, onProgress });
    if (!unpacked.blob) throw new FaultError(unpacked.fault ?? { kind: 'truncated', fileName, offset: 0 });
    this.unpacked.set(index, unpacked.blob);
    return unpacked.blob;
  }
}
