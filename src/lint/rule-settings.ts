// A rule switched on or off, or given another severity, in the words of `.hadolint.yaml`.
import { severities, severityUnder, type HadolintConfig } from './config.ts';
import type { Severity } from './finding.ts';
import type { Rule } from './rule.ts';

type Known = Pick<Rule, 'id' | 'severity' | 'off'>;

const without = (codes: readonly string[] | undefined, id: string): string[] =>
  (codes ?? []).filter((code) => code !== id);

/** The severity that a rule has where it is on. */
export function severityIfOn(config: HadolintConfig, rule: Known): Severity {
  return severityUnder({ ...config, ignored: [] }, rule) ?? rule.severity;
}

/** An override switches on what is off otherwise; one that says what the rule says itself is left out. */
export function withSeverity(config: HadolintConfig, rule: Known, severity: Severity): HadolintConfig {
  const lists = severities.map((one) => {
    const codes = without(config.override?.[one], rule.id);
    const isSaid = one === severity && (rule.off || severity !== rule.severity);
    return [one, isSaid ? [...codes, rule.id] : codes] as const;
  });
  const override = Object.fromEntries(lists.filter(([, codes]) => codes.length > 0));
  return { ...config, override };
}

export function switchedOff(config: HadolintConfig, rule: Known): HadolintConfig {
  return { ...config, ignored: [...without(config.ignored, rule.id), rule.id] };
}

export function switchedOn(config: HadolintConfig, rule: Known): HadolintConfig {
  const shown = { ...config, ignored: without(config.ignored, rule.id) };
  return severityUnder(shown, rule) === null ? withSeverity(shown, rule, rule.severity) : shown;
}

const codesOf = ({ ignored = [], override = {} }: HadolintConfig): readonly string[] => [
  ...ignored,
  ...severities.flatMap((severity) => override[severity] ?? []),
];

/** By code, what the settings say of it. */
function ruleWords(config: HadolintConfig): ReadonlyMap<string, string> {
  const { ignored = [], override = {} } = config;
  const [off, lists] = [new Set(ignored), severities.map((one) => [one, new Set(override[one])] as const)];
  const graded = (code: string): string => lists.find(([, codes]) => codes.has(code))?.[0] ?? '';
  return new Map(codesOf(config).map((code) => [code, `${off.has(code) ? 'off ' : ''}${graded(code)}`]));
}

/** Codes of the rules of which two configurations do not say the same. */
export function setOtherwise(one: HadolintConfig, other: HadolintConfig): readonly string[] {
  const [some, others] = [ruleWords(one), ruleWords(other)];
  return [...new Set([...some.keys(), ...others.keys()])].filter((code) => some.get(code) !== others.get(code));
}

/** The settings say something of the rule. */
export const isSet = ({ ignored, override }: HadolintConfig, { id }: Known): boolean =>
  (ignored?.includes(id) ?? false) || severities.some((severity) => override?.[severity]?.includes(id));
