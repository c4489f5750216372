import type { LineIndex } from './model.ts';

/** Line ends as dockerfile-ast counts them: LF, CR LF, and a CR alone. */
export function buildLineIndex(text: string): LineIndex {
  const starts = [0];
  const ends: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 10 && code !== 13) continue;
    ends.push(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
    starts.push(at + 1);
  }
  ends.push(text.length);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    count: starts.length,
    position(offset) {
      const line = lineOf(offset);
      return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
    },
    start: (line) => starts[line - 1] ?? text.length,
    end: (line) => ends[line - 1] ?? text.length,
  };
}
