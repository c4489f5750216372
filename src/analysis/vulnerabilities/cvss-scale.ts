import type { VulnerabilitySeverity } from './vulnerability.ts';

/** The qualitative scale of CVSS 3 and 4; 2 has none of its own, and is told by it, too. */
export function severityOfScore(score: number | null): VulnerabilitySeverity {
  if (score === null || score === 0) return 'unknown';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'medium' : 'low';
}
