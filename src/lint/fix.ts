// What would end a finding, as edits of the Dockerfile's text.
import type { TextEdit } from '../dockerfile/edits.ts';
import type { Dockerfile, Span } from '../dockerfile/model.ts';
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

/** The text with the edits of a finding's fix done. */
export function applyFix({ text, lines }: Dockerfile, { edits }: FindingFix): string {
  const offset = (line: number, column: number): number => lines.start(line) + column - 1;
  const placed = edits.map((edit) => ({
    start: offset(edit.line, edit.column),
    end: offset(edit.endLine, edit.endColumn),
    text: edit.text,
  }));
  // From the last one on, so that the places of the others stay.
  placed.sort((a, b) => b.start - a.start || b.end - a.end);
  return placed.reduce((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), text);
}
