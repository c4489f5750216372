import type { ExportFormat, ExportInput } from '../../export/export-format.ts';

/** Longer than this, the page would stand still for the user to see. */
const turn = 30;

/**
 * A format's text as a file, written in turns between which the page stays alive. Its bytes lie with the browser and not
 * in the page's memory, piece by piece, so that no string has to hold the whole.
 */
export async function writtenFile(format: ExportFormat, input: ExportInput, signal: AbortSignal): Promise<Blob> {
  const pieces: Blob[] = [];
  let since = performance.now();
  for (const piece of format.write(input)) {
    pieces.push(new Blob([piece]));
    if (performance.now() - since < turn) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    since = performance.now();
  }
  return new Blob(pieces, { type: format.mediaType });
}
