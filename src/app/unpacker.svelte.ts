import type { Compression } from '../archive/compression.ts';
import type { Fault } from '../fault.ts';
import { pool } from '../workers/pool.ts';
import { Progress } from './progress.svelte.ts';
import type { ReadOptions } from './read-options.ts';
import { ScratchSpace } from './scratch-space.ts';

/** Unpacks archives that were compressed as a whole; what is large lies in the origin's own files until it is freed. */
export class Unpacker {
  /** What is being unpacked now. */
  current = $state.raw<{ readonly name: string; readonly progress: Progress } | null>(null);
  private readonly space = new ScratchSpace();

  /** The unpacked file, and why it is not all of it. The dropped file's name stays the one that the user knows. */
  async unpack(
    file: File,
    compression: Compression,
    options: ReadOptions,
    signal: AbortSignal,
  ): Promise<{ blob: Blob | null; fault: Fault | null }> {
    const progress = new Progress();
    progress.start(file.size, 0);
    this.current = { name: file.name, progress };
    try {
      const place = await this.space.place();
      const input = { ...options, fileName: file.name, file, compression, place };
      return await pool.run('unpack-archive', input, { signal, onProgress: (done) => progress.report(0, done) });
    } finally {
      this.current = null;
    }
  }

  /** Frees what was unpacked. */
  clear(): void {
    void this.space.clear();
  }
}
