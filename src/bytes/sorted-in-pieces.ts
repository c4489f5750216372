import { pieces, type InPieces } from './in-pieces.ts';

/** Sorted at once; some milliseconds even where texts are compared. */
const runLength = 2048;

type Compare<T> = (a: T, b: T) => number;

/** A merge sort that may be left between two pieces. Equal rows stay in their order. */
export function* sortedInPieces<T>(rows: readonly T[], compare: Compare<T>): InPieces<T[]> {
  let from: T[] = [];
  for (let start = 0; start < rows.length; start += runLength) {
    for (const row of rows.slice(start, start + runLength).sort(compare)) from.push(row);
    yield;
  }
  for (let run = runLength; run < rows.length; run *= 2) from = yield* mergeRuns(from, run, compare);
  return from;
}

/** Sorted runs of this length, two and two. */
function* mergeRuns<T>(from: readonly T[], run: number, compare: Compare<T>): InPieces<T[]> {
  const to: T[] = [];
  for (let start = 0; start < from.length; start += 2 * run) {
    const middle = Math.min(from.length, start + run);
    const end = Math.min(from.length, middle + run);
    let [left, right] = [start, middle];
    for (const piece of pieces(end, start)) {
      for (let at = piece.from; at < piece.to; at++) {
        const isLeft = left < middle && (right === end || compare(from[left] as T, from[right] as T) <= 0);
        to.push(from[isLeft ? left++ : right++] as T);
      }
      yield;
    }
  }
  return to;
}
