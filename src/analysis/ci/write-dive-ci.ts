import { ciRuleIds, type CiSetting, type CiSettings } from './ci-rules.ts';

/** In quotes, so that what is no number stays the text that it is; JSON's strings are YAML's. */
const quote = (setting: CiSetting): string => (typeof setting === 'number' ? String(setting) : JSON.stringify(setting));

/** A `.dive-ci` with these settings, as dive reads it. */
export function writeDiveCi(settings: CiSettings): string {
  return ['rules:', ...ciRuleIds.map((id) => `  ${id}: ${quote(settings[id])}`), ''].join('\n');
}
