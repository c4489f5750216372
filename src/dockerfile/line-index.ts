import { lastNotAbove } from '../bytes/search.ts';
import type { LineIndex } from './model.ts';

/** Lines end with LF or CR LF, as BuildKit reads them; a byte order mark is no column of line 1. */
export function buildLineIndex(text: string): LineIndex {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    ends.push(text[at - 1] === '\r' ? at - 1 : at);
    starts.push(at + 1);
  }
  ends.push(text.length);
  const lineOf = (offset: number): number => lastNotAbove(starts.length, (line) => starts[line] ?? 0, offset);
  return {
    count: starts.length,
    position(offset) {
      const line = lineOf(offset);
      return { line: line + 1, column: Math.max(0, offset - (starts[line] ?? 0)) + 1 };
    },
    start: (line) => starts[line - 1] ?? text.length,
    end: (line) => ends[line - 1] ?? text.length,
  };
}
