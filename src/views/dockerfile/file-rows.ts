import type { DockerfileSession } from '../../app/dockerfile-session.svelte.ts';
import type { Finding, Severity } from '../../lint/finding.ts';
import { severities, worst } from './code-lines.ts';

export type Counts = Readonly<Record<Severity, number>>;
export type FileColumn = 'name' | Severity;
export type RuleColumn = 'code' | 'findings' | 'files';

export interface FileRow {
  readonly session: DockerfileSession;
  /** Null until it was checked, and where it can't be. */
  readonly counts: Counts | null;
}

export interface RuleRow {
  readonly code: string;
  readonly severity: Severity;
  /** What the first of them says. */
  readonly message: string;
  readonly findings: number;
  readonly files: number;
}

const byFindings = new WeakMap<readonly Finding[], Counts>();

/** How many findings there are of each severity; counted once for each list. */
export function countsOf(findings: readonly Finding[]): Counts {
  const known = byFindings.get(findings);
  if (known) return known;
  const counts = { error: 0, warning: 0, info: 0, style: 0 };
  for (const { severity } of findings) counts[severity]++;
  byFindings.set(findings, counts);
  return counts;
}

export const fileRow = (session: DockerfileSession): FileRow => ({
  session,
  counts: session.audit && countsOf(session.audit.findings),
});

/** The sum over some files; those that were not checked count for nothing. */
export function totals(rows: readonly FileRow[]): Counts {
  const sums = { error: 0, warning: 0, info: 0, style: 0 };
  for (const { counts } of rows) for (const severity of severities) sums[severity] += counts?.[severity] ?? 0;
  return sums;
}

export const says = ({ code, also }: Finding, wanted: string): boolean =>
  code === wanted || also.some((other) => other.code === wanted);

/** Files whose path holds the text, or that have a finding of the rule with this code. */
export function matchingFiles(rows: readonly FileRow[], text: string): readonly FileRow[] {
  const wanted = text.trim();
  if (wanted === '') return rows;
  const lower = wanted.toLowerCase();
  return rows.filter(({ session: { name, audit } }) => {
    if (name.toLowerCase().includes(lower)) return true;
    return (audit?.findings ?? []).some((finding) => says(finding, wanted) || says(finding, wanted.toUpperCase()));
  });
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By a column; equal ones by the graver severities, then by path. Files that were not checked come last. */
export function sortFiles(rows: readonly FileRow[], column: FileColumn, descending: boolean): FileRow[] {
  const sign = descending ? -1 : 1;
  const gravest = (a: FileRow, b: FileRow): number => {
    const severity = severities.find((one) => a.counts?.[one] !== b.counts?.[one]);
    return severity ? (b.counts?.[severity] ?? -1) - (a.counts?.[severity] ?? -1) : 0;
  };
  const byName = (a: FileRow, b: FileRow): number => compareText(a.session.name, b.session.name);
  return [...rows].sort((a, b) => {
    if (!a.counts || !b.counts) return Number(!a.counts) - Number(!b.counts) || byName(a, b);
    if (column === 'name') return sign * byName(a, b);
    return sign * (a.counts[column] - b.counts[column]) || gravest(a, b) || byName(a, b);
  });
}

/** What the rules say over all files. */
export function ruleRows(rows: readonly FileRow[]): RuleRow[] {
  const byCode = new Map<string, { findings: Finding[]; files: number }>();
  for (const { session } of rows) {
    const seen = new Set<string>();
    for (const finding of session.audit?.findings ?? []) {
      const rule = byCode.get(finding.code) ?? { findings: [], files: 0 };
      byCode.set(finding.code, rule);
      rule.findings.push(finding);
      if (!seen.has(finding.code)) rule.files++;
      seen.add(finding.code);
    }
  }
  return [...byCode].map(([code, { findings, files }]) => ({
    code,
    severity: worst(findings) ?? 'info',
    message: findings[0]?.message ?? '',
    findings: findings.length,
    files,
  }));
}

export function sortRules(rows: readonly RuleRow[], column: RuleColumn, descending: boolean): RuleRow[] {
  const sign = descending ? -1 : 1;
  const byCode = (a: RuleRow, b: RuleRow): number => compareText(a.code, b.code);
  return [...rows].sort((a, b) => sign * (column === 'code' ? byCode(a, b) : a[column] - b[column]) || byCode(a, b));
}
