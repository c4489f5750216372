// A fix is made for one text. The user goes on writing meanwhile.
import { buildLineIndex } from '../dockerfile/line-index.ts';
import type { LineIndex, Span } from '../dockerfile/model.ts';
import type { FindingFix } from './finding.ts';
import { placeEdits, type Edit } from './fix.ts';

/** What of a text became another one: all before and behind is the same, `shift` characters further. */
interface Change extends Span {
  readonly shift: number;
}

/** Null where the texts are the same. */
function changeOf(before: string, after: string): Change | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  return { start, end: before.length - same, shift: after.length - before.length };
}

/** All lines that the edits touch, from the first to the last. */
function linesAround(lines: LineIndex, { edits }: FindingFix): Span {
  const first = Math.min(...edits.map(({ line }) => line));
  const last = Math.max(...edits.map(({ endLine }) => endLine));
  return { start: lines.start(first), end: lines.end(last) };
}

/** The fixes of one audited text, in the text as it is now. */
export class MovedFixes {
  readonly #lines: LineIndex;
  readonly #change: Change | null;

  constructor(auditedText: string, text: string) {
    this.#lines = buildLineIndex(auditedText);
    this.#change = changeOf(auditedText, text);
  }

  /** A fix's edits in the text as it is now; null where its lines, or what is next to them, have been changed. */
  edits(fix: FindingFix): Edit[] | null {
    const edits = placeEdits(this.#lines, fix);
    if (!this.#change) return edits;
    const { start, end, shift } = this.#change;
    const around = linesAround(this.#lines, fix);
    if (around.end < start) return edits;
    if (around.start <= end) return null;
    return edits.map((edit) => ({ ...edit, start: edit.start + shift, end: edit.end + shift }));
  }
}

/** Whether a fix that was made for `auditedText` still means the same places in `text`. */
export const fixHolds = (text: string, auditedText: string, fix: FindingFix): boolean =>
  new MovedFixes(auditedText, text).edits(fix) !== null;
