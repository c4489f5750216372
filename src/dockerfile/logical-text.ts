/**
 * A stretch of the Dockerfile as the builder sees it: line continuations joined, comment lines between them left out.
 * `toSource` maps a position in `text` back to the file. (Dockerfile reference, "Format" and "escape".)
 */
export interface LogicalText {
  readonly text: string;
  toSource(position: number): number;
}

interface Piece {
  readonly at: number;
  readonly source: number;
}

const isBlank = (character: string): boolean => character === ' ' || character === '\t';

/** End of the line that starts at `from`, its line end left out, and the start of the next. */
function lineBounds(source: string, from: number, end: number): { stop: number; next: number } {
  let stop = from;
  while (stop < end && source[stop] !== '\n' && source[stop] !== '\r') stop++;
  let next = stop;
  if (next < end) next += source[next] === '\r' && source[next + 1] === '\n' ? 2 : 1;
  return { stop, next };
}

/** Position of the escape character that continues the line, or -1. Blanks may follow it. */
function continuationAt(source: string, from: number, stop: number, escape: string): number {
  let at = stop - 1;
  while (at >= from && isBlank(source[at] ?? '')) at--;
  return at >= from && source[at] === escape ? at : -1;
}

function isCommentOrEmpty(source: string, from: number, stop: number): boolean {
  let at = from;
  while (at < stop && isBlank(source[at] ?? '')) at++;
  return at === stop || source[at] === '#';
}

/** Joins `source.slice(start, end)`; heredoc bodies must lie outside of the range. */
export function joinLines(source: string, start: number, end: number, escape: string): LogicalText {
  const pieces: Piece[] = [];
  let text = '';
  let from = start;
  let continued = false;
  while (from < end) {
    const { stop, next } = lineBounds(source, from, end);
    // Inside a continued instruction, comment lines and empty lines are dropped.
    if (continued && isCommentOrEmpty(source, from, stop)) {
      from = next;
      continue;
    }
    const escapeAt = continuationAt(source, from, stop, escape);
    pieces.push({ at: text.length, source: from });
    text += source.slice(from, escapeAt < 0 ? stop : escapeAt);
    if (escapeAt < 0) break;
    continued = true;
    from = next;
  }
  const toSource = (position: number): number => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((pieces[middle]?.at ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    const piece = pieces[low];
    return piece ? piece.source + (position - piece.at) : start;
  };
  return { text, toSource };
}
