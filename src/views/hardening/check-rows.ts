import { alsoOf, type CheckGroup, type Verdict } from '../../hardening/check.ts';
import type { CheckResult, GroupScore } from '../../hardening/harden.ts';
import type { RuleSource } from '../../lint/finding.ts';
import type { Severity } from '../../severity.ts';

export type CheckColumn = 'severity' | 'code' | 'title' | 'result';

export interface CheckFilter {
  /** Looked for in codes and titles. */
  readonly text: string;
  /** Null: whatever came of them. */
  readonly only: 'failed' | 'unknown' | null;
  /** Severities that are not shown. */
  readonly without: readonly Severity[];
}

/** The checks of a group that are shown. */
export interface CheckSection {
  readonly score: GroupScore;
  readonly results: readonly CheckResult[];
  /** Those that ask for what the image does not have: most say so of a package manager, and one line tells of all. */
  readonly folded: readonly CheckResult[];
}

const severityOrder: readonly Severity[] = ['error', 'warning', 'info', 'style'];
const resultOrder = ['failed', 'unknown', 'passed', 'not-applicable'] as const;

const sourceNames: Record<RuleSource, string> = {
  hadolint: 'hadolint',
  shellcheck: 'ShellCheck',
  buildkit: 'BuildKit',
  dockle: 'dockle',
  trivy: 'Trivy',
  plimsoll: 'Plimsoll',
};

export const sourceName = (source: RuleSource): string => sourceNames[source];

export const countOf = (results: readonly CheckResult[], kind: Verdict['kind']): number =>
  results.filter(({ verdict }) => verdict.kind === kind).length;

export const failedChecks = (results: readonly CheckResult[]): number => countOf(results, 'failed');

const codesOf = ({ check, verdict }: CheckResult): string[] => [
  check.code,
  ...alsoOf(check, verdict).map(({ code }) => code),
];

function matches(result: CheckResult, { text, only, without }: CheckFilter): boolean {
  const { check, verdict } = result;
  if (only && verdict.kind !== only) return false;
  if (without.includes(check.severity)) return false;
  const wanted = text.trim().toLowerCase();
  return wanted === '' || [check.title, ...codesOf(result)].some((one) => one.toLowerCase().includes(wanted));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const rankOfSeverity = ({ check }: CheckResult): number => severityOrder.indexOf(check.severity);
const rankOfResult = ({ verdict }: CheckResult): number => resultOrder.indexOf(verdict.kind);

/** What failed first, the worst of it at the top. */
const byResult = (a: CheckResult, b: CheckResult): number =>
  rankOfResult(a) - rankOfResult(b) || rankOfSeverity(a) - rankOfSeverity(b);

const orders: Record<CheckColumn, (a: CheckResult, b: CheckResult) => number> = {
  severity: (a, b) => rankOfSeverity(a) - rankOfSeverity(b),
  code: (a, b) => byText(a.check.code, b.check.code),
  title: (a, b) => byText(a.check.title, b.check.title),
  result: byResult,
};

/** A line of its own would be no longer. Who looks for a text sees all that have it. */
function foldedOf(results: readonly CheckResult[], { text }: CheckFilter): CheckResult[] {
  const idle = results.filter(({ verdict }) => verdict.kind === 'not-applicable');
  return text.trim() === '' && idle.length > 1 ? idle : [];
}

/** The checks that a filter lets through, group by group; groups that it leaves nothing of are left out. */
export function checkSections(
  { results, scores }: { readonly results: readonly CheckResult[]; readonly scores: readonly GroupScore[] },
  filter: CheckFilter,
  { column, descending }: { readonly column: CheckColumn; readonly descending: boolean },
): CheckSection[] {
  const byGroup = new Map<CheckGroup, CheckResult[]>(scores.map(({ group }) => [group, []]));
  for (const result of results) if (matches(result, filter)) byGroup.get(result.check.group)?.push(result);
  const sign = descending ? -1 : 1;
  return scores.flatMap((score) => {
    const shown = (byGroup.get(score.group) ?? []).sort((a, b) => sign * orders[column](a, b));
    const folded = foldedOf(shown, filter);
    return shown.length === 0 ? [] : [{ score, results: shown.filter((one) => !folded.includes(one)), folded }];
  });
}

/** The row that tells of those that a group folds away; no check has such a code. */
export const foldKey = ({ score }: CheckSection): string => `${score.group}: folded`;

/** The rows from the top down, by what `open` says of them. */
export function rowKeys(sections: readonly CheckSection[], open: readonly string[]): string[] {
  const codes = (results: readonly CheckResult[]): string[] => results.map(({ check }) => check.code);
  return sections.flatMap((section) => {
    const { results, folded } = section;
    if (folded.length === 0) return codes(results);
    const key = foldKey(section);
    return [...codes(results), key, ...(open.includes(key) ? codes(folded) : [])];
  });
}

/** How many failed of each severity that any check has, the worst first. */
export function failedBySeverity(results: readonly CheckResult[]): { severity: Severity; count: number }[] {
  return severityOrder
    .filter((severity) => results.some(({ check }) => check.severity === severity))
    .map((severity) => ({
      severity,
      count: failedChecks(results.filter(({ check }) => check.severity === severity)),
    }));
}

/** `2 failed, 5 passed, 1 not applicable`. */
export function scoreText({ failed, passed, notApplicable, unknown }: Omit<GroupScore, 'group' | 'title'>): string {
  const parts = [
    [failed, 'failed'],
    [unknown, 'not known'],
    [passed, 'passed'],
    [notApplicable, 'not applicable'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}
