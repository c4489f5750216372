import type { InPieces } from '../bytes/in-pieces.ts';

/** Some milliseconds of the slowest work. */
const pieceLength = 1 << 16;

/** A text that says nothing: a place where work that writes nothing for a while may be left. */
export const rest = '';

/** Joins many short texts to pieces of 65,000 characters or so, or to what there is where a rest is told; a piece may be empty. */
export function* inPieces(texts: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const text of texts) {
    piece.push(text);
    length += text.length;
    if (text !== rest && length < pieceLength) continue;
    yield piece.join('');
    piece = [];
    length = 0;
  }
  if (length > 0) yield piece.join('');
}

/** Work that writes nothing yet. */
export function* unwritten<T>(work: InPieces<T>): Generator<string, T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield rest;
  }
}
