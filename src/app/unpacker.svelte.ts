import type { Compression } from '../archive/compression.ts';
import type { Fault } from '../fault.ts';
import { pool } from '../workers/pool.ts';
import { Progress } from './progress.svelte.ts';
import type { Reading } from './reading.ts';
import type { ScratchPlace } from '../workers/scratch-file.ts';
import type { ScratchSpace } from './scratch-space.ts';

/** Unpacks archives that were compressed as a whole; what is large lies in the origin's own files until it is freed. */
export class Unpacker {
  /** What is being unpacked now. */
  current = $state.raw<{ readonly name: string; readonly progress: Progress } | null>(null);
  private readonly space: ScratchSpace;
  private readonly places = new WeakMap<File, ScratchPlace>();

  constructor(space: ScratchSpace) {
    this.space = space;
  }

  /**
   * The unpacked file, and why it is not all of it. The dropped file's name stays the one that the user knows. What came
   * out of the same file before is freed.
   */
  async unpack(
    file: File,
    compression: Compression,
    { options, signal }: Reading,
  ): Promise<{ blob: Blob | null; fault: Fault | null }> {
    const progress = new Progress();
    progress.total = file.size;
    this.current = { name: file.name, progress };
    try {
      await this.free(file);
      const place = await this.space.place();
      if (place) this.places.set(file, place);
      const input = { ...options, fileName: file.name, file, compression, place };
      return await pool.run('unpack-archive', input, { signal, onProgress: (done) => progress.report(0, done) });
    } catch (error) {
      // A worker that was ended leaves behind what it has written.
      void this.free(file);
      throw error;
    } finally {
      this.current = null;
    }
  }

  private async free(file: File): Promise<void> {
    const place = this.places.get(file);
    this.places.delete(file);
    if (place) await this.space.free(place);
  }
}
