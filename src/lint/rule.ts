import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import type { LintConfig } from './config.ts';
import type { RuleSource, Severity } from './finding.ts';
import type { Fix } from './fix.ts';

export interface ReportOptions {
  /** The exact place, where it is smaller than the instruction. */
  at?: Span;
  /** In place of the rule's summary. */
  message?: string;
  /** In place of the rule's, unless the settings give it one. */
  severity?: Severity;
  /** What would end it; left out where that takes more than the Dockerfile tells. */
  fix?: Fix | null;
  /** Where the rules of `sameAs` report the same, if that is another instruction. */
  sameAt?: Instruction;
  /** The instruction whose check directive holds, if that is another one; null where none does. */
  directive?: Instruction | null;
}

/** Reports one finding at an instruction; its line is the instruction's first, as hadolint counts. */
export type ReportFinding = (instruction: Span, options?: ReportOptions) => void;

/**
 * A lint rule: data with a function in it. The rule list, the rule book, SARIF metadata and the settings are made from
 * the data; a test runs every example.
 */
export type Rule = RuleData & Cure;

/**
 * A rule has fixes, or says why there are none; one whose fixes are only sometimes possible says that, too. `safe` ones
 * leave what the image does as it is; `reviewed` ones may change it, so that the user looks at each.
 */
type Cure =
  | { readonly fixes: 'safe' | 'reviewed'; readonly noFix?: string }
  | { readonly fixes?: undefined; readonly noFix: string };

interface RuleData {
  /** hadolint's code, the name of BuildKit's check, or a code of ours (PL…). */
  readonly id: string;
  readonly source: RuleSource;
  readonly severity: Severity;
  /** Runs only where an override of the configuration gives it a severity. */
  readonly off?: true;
  /** Codes of other sources' rules that say the same: at one place they become one finding. */
  readonly sameAs?: readonly string[];
  /** One sentence: what is wrong. The default message. */
  readonly summary: string;
  /** Two sentences: why it matters and what to do. */
  readonly help: string;
  /** Whole Dockerfiles without their FROM, which the test puts before them unless the example has one. */
  readonly examples: {
    readonly bad: readonly string[];
    readonly good: readonly string[];
    /** The configuration that the examples hold under, for a rule that reports nothing without one. */
    readonly config?: LintConfig;
  };
  check(dockerfile: Dockerfile, report: ReportFinding, config: LintConfig): void;
}
