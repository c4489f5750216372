import type { Severity } from '../severity.ts';

/** Whose rule it is. */
export type RuleSource = 'hadolint' | 'shellcheck' | 'buildkit' | 'dockle' | 'trivy' | 'plimsoll';

export type { Severity } from '../severity.ts';

/** Lines and columns from 1; the end is exclusive. */
export interface TextRange {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/**
 * A result about the user's image or Dockerfile, with a place. `line` and `column` are those of the instruction, as
 * hadolint gives them; `at` is the exact place inside it.
 */
export interface Finding {
  code: string;
  source: RuleSource;
  /** Other rules that say the same here. */
  also: { code: string; source: RuleSource }[];
  severity: Severity;
  message: string;
  line?: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
  at?: TextRange;
  path?: string;
  layer?: number;
  /** A URL, or a paragraph in the app's own words. */
  help: string;
  fix?: FindingFix;
}

export interface FindingFix {
  title: string;
  edits: (TextRange & { text: string })[];
}
