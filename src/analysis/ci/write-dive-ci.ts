import { ciRuleIds, type CiSetting, type CiSettings } from './ci-rules.ts';
import { vulnerabilityKeys } from './vulnerability-rule.ts';

/** In quotes, so that what is no number stays the text that it is; JSON's strings are YAML's. */
const quote = (setting: CiSetting): string => (typeof setting === 'number' ? String(setting) : JSON.stringify(setting));

function ownLines({ vulnerabilities }: CiSettings): string[] {
  return vulnerabilities ? vulnerabilityKeys.map((key) => `  ${key}: ${quote(vulnerabilities[key])}`) : [];
}

/** A `.dive-ci` with these settings, as dive reads it; it passes over what is ours. */
export function writeDiveCi(settings: CiSettings): string {
  return ['rules:', ...ciRuleIds.map((id) => `  ${id}: ${quote(settings[id])}`), ...ownLines(settings), ''].join('\n');
}
