/** Work over many rows that may be left between two pieces of it, so that a page stays alive: each `yield` is such a place. */
export type InPieces<T> = Generator<undefined, T>;

/** Rows of one piece: some milliseconds of the slowest work. */
export const pieceLength = 8192;

/** The rows from `start` to `end`, a piece at a time. */
export function* pieces(end: number, start = 0): Generator<{ from: number; to: number }> {
  for (let from = start; from < end; from += pieceLength) yield { from, to: Math.min(end, from + pieceLength) };
}

/** The same from the end to the start: `to` is its last row, and the first to come. */
export function* piecesBackwards(end: number, start = 0): Generator<{ from: number; to: number }> {
  for (let to = end; to > start; to -= pieceLength) yield { from: Math.max(start, to - pieceLength), to };
}

/** All pieces without a pause. */
export function whole<T>(work: InPieces<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
