import { stringify } from 'yaml';
import { isUnset, yamlKeys, type HadolintConfig } from './config.ts';

type Key = keyof HadolintConfig;

/** Severities that nothing has are left out. */
const overrideOf = (override: HadolintConfig['override'] = {}): HadolintConfig['override'] =>
  Object.fromEntries(Object.entries(override).filter(([, codes]) => codes.length > 0));

/**
 * The text of a `.hadolint.yaml` that sets the same. Codes of rules that hadolint has not are in it, too: it passes over
 * them (2.15.1, tried).
 */
export function writeHadolintYaml(config: HadolintConfig): string {
  const values = { ...config, override: overrideOf(config.override) };
  const said = (Object.keys(yamlKeys) as Key[]).filter((key) => !isUnset(values[key]));
  if (said.length === 0) return '# All rules as hadolint has them.\n{}\n';
  return stringify(Object.fromEntries(said.map((key) => [yamlKeys[key], values[key]])), { lineWidth: 0 });
}
