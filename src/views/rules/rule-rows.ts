import { severities, severityUnder, type HadolintConfig } from '../../lint/config.ts';
import type { Finding, RuleSource, Severity } from '../../lint/finding.ts';
import { isSet, severityIfOn } from '../../lint/rule-settings.ts';
import type { Rule } from '../../lint/rule.ts';

/** A line of the rule book. ShellCheck's codes have no rule here: their words are ShellCheck's. */
export interface RuleRow {
  readonly id: string;
  readonly source: RuleSource;
  readonly summary: string;
  /** Null for a code of ShellCheck. */
  readonly rule: Rule | null;
  /** What the settings change is changed of this. */
  readonly known: Pick<Rule, 'id' | 'severity' | 'off'>;
  readonly isOn: boolean;
  readonly severity: Severity;
  /** The user's settings say something of it. */
  readonly isSet: boolean;
  readonly findings: readonly Finding[];
}

export interface RuleFilter {
  readonly text: string;
  readonly source: RuleSource | null;
  readonly only: 'all' | 'found' | 'set';
}

/** By code, of those that other rules' findings name as well. */
function byCode(findings: readonly Finding[]): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const code of new Set([finding.code, ...finding.also.map((other) => other.code)])) {
      const known = found.get(code);
      if (known) known.push(finding);
      else found.set(code, [finding]);
    }
  }
  return found;
}

type OfShellCheck = Pick<RuleRow, 'id' | 'summary' | 'known'>;

/** Codes of ShellCheck that occur, with the first message as their summary; and those that are set, which may be off. */
function ofShellCheck(found: ReadonlyMap<string, readonly Finding[]>, config: HadolintConfig): OfShellCheck[] {
  const set = [...(config.ignored ?? []), ...severities.flatMap((severity) => config.override?.[severity] ?? [])];
  const codes = new Set([...found.keys(), ...set].filter((code) => /^SC\d+$/.test(code)));
  return [...codes].map((id) => {
    const own = found.get(id)?.find(({ code, source }) => code === id && source === 'shellcheck');
    return own
      ? { id, summary: own.message, known: { id, severity: own.severity } }
      : {
          id,
          summary: 'ShellCheck’s: its words stand here where it finds something',
          known: { id, severity: 'warning' },
        };
  });
}

export function ruleRows(
  rules: readonly Rule[],
  config: HadolintConfig,
  findings: readonly Finding[],
): readonly RuleRow[] {
  const found = byCode(findings);
  const about = (known: RuleRow['known']) => ({
    known,
    isOn: severityUnder(config, known) !== null,
    severity: severityIfOn(config, known),
    isSet: isSet(config, known),
    findings: found.get(known.id) ?? [],
  });
  const ours = rules.map((rule) => ({
    id: rule.id,
    source: rule.source,
    summary: rule.summary,
    rule,
    ...about(rule),
  }));
  const others = ofShellCheck(found, config).map((row) => ({
    ...row,
    source: 'shellcheck' as const,
    rule: null,
    ...about(row.known),
  }));
  return [...ours, ...others];
}

/** Those whose code, summary, help or other codes have every word. */
export function filterRules(rows: readonly RuleRow[], { text, source, only }: RuleFilter): readonly RuleRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (source !== null && row.source !== source) return false;
    if (only === 'found' && row.findings.length === 0) return false;
    if (only === 'set' && !row.isSet) return false;
    const said = [row.id, row.summary, row.rule?.help ?? '', ...(row.rule?.sameAs ?? [])].join(' ').toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
