import type { Finding } from '../../lint/finding.ts';
import { lineOf } from './code-lines.ts';

export type GroupBy = 'line' | 'rule';

export interface FindingGroup {
  readonly key: string;
  readonly title: string;
  /** Null where the findings of a group stand at several lines. */
  readonly line: number | null;
  readonly findings: readonly Finding[];
}

/** By line in the order of the file; by rule, those that occur most first. */
export function groupFindings(findings: readonly Finding[], by: GroupBy): FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = by === 'line' ? String(lineOf(finding)) : finding.code;
    const known = groups.get(key);
    if (known) known.push(finding);
    else groups.set(key, [finding]);
  }
  const made = [...groups].map(([key, members]): FindingGroup => {
    if (by === 'rule') return { key, title: key, line: null, findings: members };
    const line = Number(key);
    return { key, title: line > 0 ? `Line ${key}` : 'The file as a whole', line, findings: members };
  });
  return by === 'line'
    ? made.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    : made.sort((a, b) => b.findings.length - a.findings.length || (a.key < b.key ? -1 : 1));
}
