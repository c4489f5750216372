import type { Finding } from './finding.ts';
import { rules } from './ruleset.ts';

const safe: ReadonlySet<string> = new Set(rules.filter(({ fixes }) => fixes === 'safe').map(({ id }) => id));
const known: ReadonlySet<string> = new Set(rules.filter(({ fixes }) => fixes).map(({ id }) => id));

/**
 * The finding's fix leaves what the image does as it is. Where several rules say the same the fix is one of theirs, so
 * that all that have some must be safe. ShellCheck's never are: quotes around a variable are another command.
 */
export function isSafeFix({ code, also, fix }: Pick<Finding, 'code' | 'also' | 'fix'>): boolean {
  const fixing = [code, ...also.map((other) => other.code)].filter((one) => known.has(one));
  return fix !== undefined && fixing.length > 0 && fixing.every((one) => safe.has(one));
}
