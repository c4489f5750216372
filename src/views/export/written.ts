import type { ExportFormat, ExportInput } from '../../export/export-format.ts';

/** Longer than this, the page would stand still for the user to see. */
const turn = 30;

async function pause(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}

/**
 * A format's text as a file, written in turns between which the page stays alive. Its bytes lie with the browser and not
 * in the page's memory, piece by piece, so that no string has to hold the whole.
 */
export async function writtenFile(format: ExportFormat, input: ExportInput, signal: AbortSignal): Promise<Blob> {
  const pieces: Blob[] = [];
  // Whoever asks for it has worked in this turn.
  await pause(signal);
  let since = performance.now();
  for (const piece of format.write(input)) {
    pieces.push(new Blob([piece]));
    if (performance.now() - since < turn) continue;
    await pause(signal);
    since = performance.now();
  }
  return new Blob(pieces, { type: format.mediaType });
}
