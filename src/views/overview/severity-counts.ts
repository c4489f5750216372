import type { Severity } from '../../report/report.ts';

const order: readonly Severity[] = ['error', 'warning', 'info', 'style'];
const plural: Record<Severity, string> = { error: 'errors', warning: 'warnings', info: 'info', style: 'style' };

/** `2 errors, 1 warning`: how many there are of each severity. */
export function severityCounts(findings: readonly { readonly severity: Severity }[]): string {
  return order
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${count === 1 ? severity : plural[severity]}`)
    .join(', ');
}
