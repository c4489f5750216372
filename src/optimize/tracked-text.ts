import { lastNotAbove } from '../bytes/search.ts';
import type { TextEdit as PlainEdit } from '../dockerfile/edits.ts';

export interface TextEdit extends PlainEdit {
  /** Offset of a line that this text carries on, wherever that goes: its own words are others. */
  readonly continues?: number;
}

interface Piece {
  readonly at: number;
  readonly length: number;
  /** Offset in the text before; null for what an edit put in. */
  readonly source: number | null;
  readonly continues?: number | undefined;
}

/** What is left of a line when it moves into another RUN: without keyword, `&&` and continuation. */
function essence(line: string): string {
  let text = line.trim();
  if (text.endsWith('\\') || text.endsWith('`')) text = text.slice(0, -1).trimEnd();
  if (text.endsWith('&&')) text = text.slice(0, -2).trimEnd();
  if (text.startsWith('&&')) text = text.slice(2).trimStart();
  if (text.slice(0, 4).toUpperCase() === 'RUN ') text = text.slice(4).trimStart();
  return text;
}

function splice(text: string, edits: readonly TextEdit[]): { text: string; pieces: Piece[] } {
  const pieces: Piece[] = [];
  let out = '';
  let from = 0;
  const keep = (to: number): void => {
    if (to > from) pieces.push({ at: out.length, length: to - from, source: from });
    out += text.slice(from, to);
  };
  for (const edit of edits) {
    keep(edit.start);
    const { length } = edit.text;
    if (length > 0) pieces.push({ at: out.length, length, source: null, continues: edit.continues });
    out += edit.text;
    from = edit.end;
  }
  keep(text.length);
  return { text: out, pieces };
}

export function sortedEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

export function overlaps(edits: readonly TextEdit[]): boolean {
  return sortedEdits(edits).some((edit, index, all) => index > 0 && edit.start < (all[index - 1]?.end ?? 0));
}

/** A text that knows, for each of its lines, the lines of the original that went into it; none for a new one. */
export class TrackedText {
  readonly text: string;
  private readonly origins: readonly (readonly number[])[];

  private constructor(text: string, origins: readonly (readonly number[])[]) {
    this.text = text;
    this.origins = origins;
  }

  static of(text: string): TrackedText {
    return new TrackedText(
      text,
      text.split('\n').map((_, index) => [index + 1]),
    );
  }

  /** Lines count from 1, here and in the original. */
  originsOf(line: number): readonly number[] {
    return this.origins[line - 1] ?? [];
  }

  /** Applies edits that do not overlap. */
  apply(edits: readonly TextEdit[]): TrackedText {
    const sorted = sortedEdits(edits);
    const { text, pieces } = splice(this.text, sorted);
    const [lineStarts, starts] = [startsOf(this.text), startsOf(text)];
    // Most lines stand before the first edit or behind the last one, as they were.
    const first = lineAt(lineStarts, sorted[0]?.start ?? text.length);
    const last = lineAt(lineStarts, sorted.at(-1)?.end ?? text.length);
    const end = starts.length - (lineStarts.length - last) + 1;
    const found = starts.slice(first, end).map((start, index) => {
      const parts = partsOfLine(text, pieces, start, starts[first + index + 1] ?? text.length);
      return { kept: parts.kept.map((offset) => lineAt(lineStarts, offset)), added: parts.added.map(essence) };
    });
    const moved = this.movedLines(first, last, new Set(found.flatMap(({ kept }) => kept)));
    const origins = found.map(({ kept, added }) => {
      const lines = [...kept, ...added.flatMap((words) => moved.get(words)?.splice(0, 1) ?? [])];
      return [...new Set(lines.flatMap((line) => this.origins[line] ?? []))];
    });
    return new TrackedText(text, [...this.origins.slice(0, first), ...origins, ...this.origins.slice(last + 1)]);
  }

  /** Of some lines, those that are nowhere any more, by their words: a new line with the same words is that line, moved. */
  private movedLines(first: number, last: number, kept: ReadonlySet<number>): Map<string, number[]> {
    const moved = new Map<string, number[]>();
    const lines = this.text.split('\n');
    for (let index = first; index <= last; index++) {
      const words = essence(lines[index] ?? '');
      if (kept.has(index) || words === '') continue;
      moved.set(words, [...(moved.get(words) ?? []), index]);
    }
    return moved;
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

const lineAt = (starts: readonly number[], offset: number): number =>
  lastNotAbove(starts.length, (line) => starts[line] ?? 0, offset);

/** Of a new line: where its kept stretches that say something stood, and the stretches that an edit put in. */
function partsOfLine(
  text: string,
  pieces: readonly Piece[],
  start: number,
  end: number,
): { kept: number[]; added: string[] } {
  const kept: number[] = [];
  const added: string[] = [];
  for (const { at, length, source, continues } of pieces) {
    if (at >= end) break;
    if (at + length <= start) continue;
    const first = Math.max(at, start);
    const part = text.slice(first, Math.min(at + length, end));
    const mark = part.search(/[^\s\\&]/);
    if (mark < 0) continue;
    if (source !== null) kept.push(source + (first - at) + mark);
    else if (continues !== undefined) kept.push(continues);
    else added.push(part);
  }
  return { kept, added };
}
