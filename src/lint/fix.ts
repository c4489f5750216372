// What would end a finding, as edits of the Dockerfile's text.
import type { TextEdit } from '../dockerfile/edits.ts';
import type { Dockerfile, LineIndex, Span } from '../dockerfile/model.ts';
import type { FindingFix } from './finding.ts';
import { toRange } from './to-range.ts';

export type Edit = TextEdit;

/** Edits that are to be done together; they don't overlap. */
export interface Fix {
  /** What it does, in a few words: `Add --no-install-recommends`. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

export const insertAt = (at: number, text: string): Edit => ({ start: at, end: at, text });

export const replaceBy = ({ start, end }: Span, text: string): Edit => ({ start, end, text });

export const toFindingFix = (dockerfile: Dockerfile, { title, edits }: Fix): FindingFix => ({
  title,
  edits: edits.map((edit) => ({ ...toRange(dockerfile, edit), text: edit.text })),
});

/** The edits of a finding's fix at their offsets, by the lines of the text that it was found in. */
export function placeEdits(lines: LineIndex, { edits }: FindingFix): Edit[] {
  const offset = (line: number, column: number): number => lines.start(line) + column - 1;
  return edits.map((edit) => ({
    start: offset(edit.line, edit.column),
    end: offset(edit.endLine, edit.endColumn),
    text: edit.text,
  }));
}

/** The text with edits done that don't overlap, given in any order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return pieces.join('') + text.slice(at);
}

/** The text with the edits of a finding's fix done. */
export const applyFix = ({ text, lines }: Dockerfile, fix: FindingFix): string =>
  applyEdits(text, placeEdits(lines, fix));
