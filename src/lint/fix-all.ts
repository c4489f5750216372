import type { Severity } from '../severity.ts';
import type { Finding } from './finding.ts';
import { applyEdits, type Edit } from './fix.ts';
import { MovedFixes } from './moved-fix.ts';

/** Many fixes done in one go. */
export interface FixedText {
  readonly text: string;
  /** In order of the text that was given; they neither overlap nor touch. */
  readonly edits: readonly Edit[];
  /** The findings whose fixes are among the edits. */
  readonly applied: readonly Finding[];
  /** Fixes that share a place with another one: for the next round, after a new audit. */
  readonly left: number;
  /** Fixes for lines that have been changed since they were found. */
  readonly outdated: number;
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, style: 3 };

/** Which characters, and which gaps before them, an edit has taken. */
class Taken {
  readonly #marks: Uint8Array;

  constructor(text: string) {
    this.#marks = new Uint8Array(text.length + 1);
  }

  isFree(edits: readonly Edit[]): boolean {
    return edits.every(({ start, end }) => !this.#marks.subarray(start, end + 1).includes(1));
  }

  take(edits: readonly Edit[]): void {
    for (const { start, end } of edits) this.#marks.fill(1, start, end + 1);
  }
}

/**
 * Does every fix that overlaps no other, each wholly or not at all; of two that meet the one for the worse finding, or
 * the first. The findings are those of `auditedText`.
 */
export function fixAll(text: string, findings: readonly Finding[], auditedText = text): FixedText {
  const moved = new MovedFixes(auditedText, text);
  const taken = new Taken(text);
  const edits: Edit[] = [];
  const applied: Finding[] = [];
  let left = 0;
  let outdated = 0;
  for (const finding of findings.toSorted((a, b) => ranks[a.severity] - ranks[b.severity])) {
    const own = finding.fix && moved.edits(finding.fix);
    if (own === undefined) continue;
    if (own === null) outdated++;
    else if (!taken.isFree(own)) left++;
    else {
      taken.take(own);
      edits.push(...own);
      applied.push(finding);
    }
  }
  edits.sort((a, b) => a.start - b.start || a.end - b.end);
  return { text: applyEdits(text, edits), edits, applied, left, outdated };
}
