import { severities, type HadolintConfig } from './config.ts';
import type { Finding } from './finding.ts';

/**
 * Whether a check with these findings fails, as hadolint's exit code tells: from the threshold on, where none is given
 * from info on; `none` and `ignore` let no finding pass.
 */
export function failsCheck(
  findings: readonly Pick<Finding, 'severity'>[],
  { failureThreshold = 'info', noFail = false }: HadolintConfig,
): boolean {
  if (noFail) return false;
  if (failureThreshold === 'none' || failureThreshold === 'ignore') return findings.length > 0;
  const least = severities.indexOf(failureThreshold);
  return findings.some(({ severity }) => severities.indexOf(severity) <= least);
}
