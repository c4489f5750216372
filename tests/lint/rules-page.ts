import { format } from 'prettier';
import { escapeMarkdown } from '../../src/export/markdown-text.ts';
import type { RuleSource } from '../../src/lint/finding.ts';
import { pageOf } from '../../src/lint/rule-links.ts';
import type { Rule } from '../../src/lint/rule.ts';

/** Above it the page is written by hand. */
export const pageMarker = '<!-- From here on the page is made from the rules: tests/lint/rules-page.test.ts -->';

const titles: Partial<Record<RuleSource, string>> = {
  hadolint: 'hadolint’s',
  buildkit: 'BuildKit’s build checks',
  plimsoll: 'Ours',
};

const fixWords = {
  safe: 'A click mends it, and what the image does stays as it is.',
  reviewed: 'A click mends it; look at what it changes.',
};

const block = (title: string, texts: readonly string[]): string =>
  texts.map((text) => `${title}:\n\n~~~~dockerfile\n${text}\n~~~~`).join('\n\n');

function sectionOf(rule: Rule): string {
  const page = pageOf(rule.source, rule.id);
  const cure = [
    rule.fixes ? fixWords[rule.fixes] : '',
    rule.noFix ? `${rule.fixes ? 'Not always: ' : 'No fix by a click: '}${rule.noFix}` : '',
  ];
  return [
    `### ${rule.id}`,
    `${escapeMarkdown(rule.summary)}. _${rule.severity}${rule.off ? ', off unless it is switched on' : ''}_`,
    escapeMarkdown(rule.help),
    block('Bad', rule.examples.bad.slice(0, 1)),
    block('Good', rule.examples.good.slice(0, 1)),
    escapeMarkdown(cure.filter(Boolean).join(' ')),
    rule.sameAs ? `Says the same: ${rule.sameAs.join(', ')}.` : '',
    page ? `<${page}>` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The part of docs/rules/README.md below its marker. */
export function rulesPage(rules: readonly Rule[]): Promise<string> {
  const sources = Object.keys(titles) as RuleSource[];
  const parts = sources.map((source) => {
    const sections = rules.filter((rule) => rule.source === source).map(sectionOf);
    return `## ${titles[source]} (${sections.length})\n\n${sections.join('\n\n')}`;
  });
  return format(parts.join('\n\n'), { parser: 'markdown', printWidth: 120 });
}
