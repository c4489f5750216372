import { wholeInTurns } from '../../app/in-turns.ts';
import type { InPieces } from '../../bytes/in-pieces.ts';
import type { ExportFormat, ExportInput } from '../../export/export-format.ts';

/** So many characters are given to the browser in one go: a file of very many parts is slow to read. */
const partLength = 1 << 20;

/**
 * A format's text as a file, written in turns between which the page stays alive. Its bytes lie with the browser and not
 * in the page's memory, part by part, so that no string has to hold the whole.
 */
export async function writtenFile(format: ExportFormat, input: ExportInput, signal: AbortSignal): Promise<Blob> {
  // Whoever asks for it has worked in this turn.
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
  return wholeInTurns(fileInPieces(format, input), signal);
}

export function* fileInPieces(format: ExportFormat, input: ExportInput): InPieces<Blob> {
  const parts: Blob[] = [];
  let texts: string[] = [];
  let length = 0;
  for (const text of format.write(input)) {
    texts.push(text);
    length += text.length;
    if (length >= partLength) {
      parts.push(new Blob(texts));
      texts = [];
      length = 0;
    }
    yield;
  }
  return new Blob([...parts, ...texts], { type: format.mediaType });
}
