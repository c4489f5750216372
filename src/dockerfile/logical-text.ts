import { lastNotAbove } from '../bytes/search.ts';
import type { Span } from './model.ts';

/**
 * A stretch of the Dockerfile as the builder sees it: line continuations joined, comment lines and empty lines between
 * them left out. `toSource` maps a position in `text` back to the file. (Dockerfile reference, "Format" and "escape".)
 */
export interface LogicalText {
  readonly text: string;
  /** Just behind the last character of its last line. */
  readonly end: number;
  /** Start of the line that follows. */
  readonly next: number;
  /** Comment lines that stand inside. */
  readonly comments: readonly Span[];
  toSource(position: number): number;
}

/** A stretch of a made text that stands in the file as it is: `at` in the text, `source` in the file. */
export interface Piece {
  readonly at: number;
  readonly source: number;
}

export const isBlank = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\r' || character === '\v' || character === '\f';

/** First position from `from` on that holds no blank, or `stop`. */
export function skipBlanks(text: string, from: number, stop: number): number {
  let at = from;
  while (at < stop && isBlank(text[at])) at++;
  return at;
}

/** End of the line that starts at `from`, its line end left out, and the start of the next. */
export function lineBounds(source: string, from: number, end: number): { stop: number; next: number } {
  const feed = source.indexOf('\n', from);
  if (feed < 0 || feed >= end) return { stop: end, next: end };
  let stop = feed;
  while (stop > from && source[stop - 1] === '\r') stop--;
  return { stop, next: feed + 1 };
}

/** Position of the escape character that continues the line, or -1. Blanks may follow it, another one not precede it. */
function continuationAt(source: string, from: number, stop: number, escape: string): number {
  let at = stop - 1;
  while (at >= from && (source[at] === ' ' || source[at] === '\t')) at--;
  if (at < from || source[at] !== escape) return -1;
  return at > from && source[at - 1] === escape ? -1 : at;
}

/** Position in the made text to offset in the file. */
export function mapToSource(pieces: readonly Piece[], start: number): (position: number) => number {
  return (position) => {
    const piece = pieces[lastNotAbove(pieces.length, (index) => pieces[index]?.at ?? 0, position)];
    return piece ? piece.source + (position - piece.at) : start;
  };
}

/** Joins the line at `start` with the lines that continue it, up to `limit`. */
export function joinLines(source: string, start: number, limit: number, escape: string): LogicalText {
  const pieces: Piece[] = [];
  const parts: string[] = [];
  const comments: Span[] = [];
  let length = 0;
  let end = start;
  let from = start;
  let continued = false;
  while (from < limit) {
    const { stop, next } = lineBounds(source, from, limit);
    const first = skipBlanks(source, from, stop);
    if (continued && (first === stop || source[first] === '#')) {
      if (first < stop) comments.push({ start: first, end: stop });
      from = next;
      continue;
    }
    const escapeAt = continuationAt(source, from, stop, escape);
    const part = source.slice(from, escapeAt < 0 ? stop : escapeAt);
    pieces.push({ at: length, source: from });
    parts.push(part);
    length += part.length;
    end = stop;
    from = next;
    if (escapeAt < 0) break;
    continued = true;
  }
  return { text: parts.join(''), end, next: from, comments, toSource: mapToSource(pieces, start) };
}
