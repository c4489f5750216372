import { scoreOf } from './cvss.ts';
import { isObject, textOf } from './json-values.ts';
import type { VulnerabilitySeverity } from './vulnerability.ts';

/** Words of GitHub, Debian (urgency), Ubuntu, Red Hat and SUSE for the same scale. */
const words: ReadonlyMap<string, VulnerabilitySeverity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['important', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['negligible', 'negligible'],
  ['unimportant', 'negligible'],
]);

export function severityOfWord(word: unknown): VulnerabilitySeverity | null {
  return typeof word === 'string' ? (words.get(word.toLowerCase()) ?? null) : null;
}

/** What a list `severity` says; of several vectors the newest version's. */
export interface StatedSeverity {
  readonly word: VulnerabilitySeverity | null;
  readonly score: number | null;
}

export function statedSeverity(value: unknown): StatedSeverity {
  if (!Array.isArray(value)) return { word: null, score: null };
  let word: VulnerabilitySeverity | null = null;
  const scores = new Map<string, number>();
  for (const one of value.slice(0, 16) as unknown[]) {
    if (!isObject(one)) continue;
    const [type, text] = [textOf(one.type), textOf(one.score)];
    if (type === 'Ubuntu') word ??= severityOfWord(text);
    const score = type?.startsWith('CVSS_V') && text !== null ? scoreOf(text) : null;
    if (type && score !== null) scores.set(type, score);
  }
  return { word, score: scores.get('CVSS_V4') ?? scores.get('CVSS_V3') ?? scores.get('CVSS_V2') ?? null };
}
