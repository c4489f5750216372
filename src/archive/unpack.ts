import type { Bytes } from '../bytes/units.ts';
import { faultOfInput, type Fault } from '../fault.ts';
import type { Compression } from './compression.ts';
import { openRange, type OpenOptions } from './open-range.ts';

/** Takes the bytes that come out of an archive compressed as a whole, in order. */
export interface UnpackTarget {
  /** The chunk is valid during the call only. */
  write(chunk: Uint8Array): Promise<void>;
  /** Everything written, as one Blob. */
  finish(): Promise<Blob>;
  /** Frees what was written; called in place of `finish`. */
  discard(): Promise<void>;
}

/** What came out, and why it is not all of it; null in its place where nothing can be used. */
export interface Unpacked {
  readonly blob: Blob | null;
  readonly fault: Fault | null;
}

/**
 * Unpacks an archive that is compressed as a whole (`docker save | gzip`), as a stream. Damaged data end it: what came
 * out before is kept. Where the target has no room, nothing is. `onProgress` gets the bytes read of the dropped file.
 */
export async function unpack(
  file: Blob,
  compression: Compression,
  options: OpenOptions,
  target: UnpackTarget,
  onProgress: (done: Bytes) => void = () => undefined,
): Promise<Unpacked> {
  let fault: Fault | null = null;
  let written: Bytes = 0;
  try {
    const reader = openRange(file, { start: 0, end: file.size }, compression, options);
    try {
      while (await reader.fill(1)) {
        await target.write(reader.peek(reader.buffered));
        written += reader.buffered;
        reader.advance(reader.buffered);
        onProgress(reader.consumed);
      }
    } finally {
      await reader.close();
    }
  } catch (error) {
    fault = faultOfInput(error, options.fileName);
  }
  if (written > 0 && fault?.kind !== 'no-space') return { blob: await target.finish(), fault };
  await target.discard();
  return { blob: null, fault };
}
