import type { FindingFix } from '../lint/finding.ts';
import { applyEdits } from '../lint/fix.ts';
import { MovedFixes } from '../lint/moved-fix.ts';

/** A text, and what became of it. */
interface Step {
  readonly before: string;
  readonly after: string;
}

/** Fixes that were made in a text without its editor, to be taken back one after the other. */
export class AppliedFixes {
  private steps = $state.raw<readonly Step[]>([]);
  private readonly text: () => string;
  /** Nothing was written since the last of them. */
  readonly canUndo = $derived.by(() => this.steps.at(-1)?.after === this.text());

  /** `text`: as it stands. */
  constructor(text: () => string) {
    this.text = text;
  }

  /** The text with the fixes done, which were found in `auditedText`; null where the lines of all are others by now. */
  apply(fixes: readonly FindingFix[], auditedText: string): string | null {
    const before = this.text();
    const moved = new MovedFixes(auditedText, before);
    const edits = fixes.flatMap((fix) => moved.edits(fix) ?? []);
    if (edits.length === 0) return null;
    const after = applyEdits(before, edits);
    this.steps = [...this.steps, { before, after }];
    return after;
  }

  /** The text as it was before the last of them; null where something was written since. */
  undo(): string | null {
    const last = this.steps.at(-1);
    if (!last || !this.canUndo) return null;
    this.steps = this.steps.slice(0, -1);
    return last.before;
  }
}
