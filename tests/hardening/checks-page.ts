import { format } from 'prettier';
import { escapeMarkdown, table } from '../../src/export/markdown-text.ts';
import { checkGroups, type CheckGroup, type HardeningCheck } from '../../src/hardening/check.ts';

/** Above it the page is written by hand. */
export const pageMarker = '<!-- From here on the page is made from the checks: tests/hardening/checks-page.test.ts -->';

const codesOf = ({ code, also }: HardeningCheck): string => [code, ...also.map((other) => other.code)].join(', ');

function rowOf(check: HardeningCheck): string[] {
  const tellers = (check.toldBy ?? []).map(({ code }) => code);
  const left = tellers.length === 0 ? '' : ` Where ${tellers.join(' or ')} finds the same, it is told there.`;
  return [codesOf(check), check.severity, escapeMarkdown(check.title), escapeMarkdown(check.fix + left)];
}

function sectionOf(group: CheckGroup, checks: readonly HardeningCheck[]): string {
  const rows = checks.filter((check) => check.group === group).map(rowOf);
  return `## ${checkGroups[group]}\n\n${table(['code', 'severity', 'what is so where it passes', 'what to do where it fails'], rows)}`;
}

/** The part of docs/hardening.md below its marker. */
export function checksPage(checks: readonly HardeningCheck[]): Promise<string> {
  const groups = Object.keys(checkGroups) as CheckGroup[];
  const text = groups.map((group) => sectionOf(group, checks)).join('\n\n');
  return format(text, { parser: 'markdown', printWidth: 120 });
}
