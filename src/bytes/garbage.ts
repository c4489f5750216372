// Scripts cannot collect garbage, and browsers put it off: what the rehearsals of an idle page leave behind lies about for 25
// seconds, some 60 MB of it, and the pieces of an unpacked layer until there are a hundred megabytes. Chromium collects at once where
// a large buffer is asked for. Its pages are never written to, so that it takes no memory itself. Measured in
// docs/decisions/0008-new-memory-is-slow.md.
import type { Bytes } from './units.ts';

/** Smaller ones are made without a look at what could go. */
const largeBuffer: Bytes = 64_000_000;
/** Each collection takes 2 to 3 ms in a worker that reads layers. */
const collectedEvery: Bytes = 12_000_000;

let left: Bytes = 0;

/** Has the collector come at once where the browser does that; elsewhere nothing happens. */
export function collectGarbage(): void {
  left = 0;
  try {
    const buffer: ArrayBuffer & { transfer?(length: number): ArrayBuffer } = new ArrayBuffer(largeBuffer);
    // It goes at once, too, and not when the collector comes the next time.
    buffer.transfer?.(0);
  } catch {
    // No room for it: the browser has just collected all there was.
  }
}

/** Tells of buffers that nobody looks at any more; the collector comes each time there are enough of them. */
export function leaveGarbage(bytes: Bytes): void {
  left += bytes;
  if (left >= collectedEvery) collectGarbage();
}
