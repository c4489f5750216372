import { foldAscii, foldsCase } from './find-text.ts';
import type { Token } from './highlight/tokens.ts';

/** A line of one letter would have thousands. */
const mostHits = 100;

/** A part of a line: characters from `start` to before `end`. */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

export interface Piece extends Token {
  /** current: the one that was gone to. A hit has no colour of its own kind. */
  readonly hit: 'found' | 'current' | null;
}

/** Where `text` stands in a line, by the rules of `findText`: the first hundred places, and the current one. */
export function hitsIn(line: string, text: string, current: number | null): Hit[] {
  if (text === '') return [];
  const [where, what] = foldsCase(text) ? [foldAscii(line), foldAscii(text)] : [line, text];
  const hits: Hit[] = [];
  for (let at = where.indexOf(what); at >= 0 && hits.length < mostHits; at = where.indexOf(what, at + what.length)) {
    hits.push({ start: at, end: at + what.length });
  }
  const isNew = current !== null && hits.every(({ start }) => start !== current);
  if (!isNew || !where.startsWith(what, current)) return hits;
  // Those that overlap it give way.
  const apart = hits.filter(({ start, end }) => end <= current || start >= current + what.length);
  return [...apart, { start: current, end: current + what.length }].toSorted((a, b) => a.start - b.start);
}

/** A line's tokens, parted where a hit begins and ends; a hit is one piece, however many tokens it lies in. */
export function markTokens(tokens: readonly Token[], hits: readonly Hit[], current: number | null): Piece[] {
  const pieces: Piece[] = [];
  let [at, next] = [0, 0];
  for (const { text, kind } of tokens) {
    for (const end = at + text.length; at < end;) {
      while (hits[next] && hits[next]!.end <= at) next++;
      const hit = hits[next];
      const inside = hit !== undefined && hit.start <= at;
      const stop = Math.min(end, hit ? (inside ? hit.end : hit.start) : end);
      const part = text.slice(text.length - (end - at), text.length - (end - stop));
      if (!inside) pieces.push({ text: part, kind, hit: null });
      else {
        // What began in the token before goes on.
        const begun = hit.start < at ? (pieces.pop()?.text ?? '') : '';
        pieces.push({ text: begun + part, kind: null, hit: hit.start === current ? 'current' : 'found' });
      }
      at = stop;
    }
  }
  return pieces;
}
