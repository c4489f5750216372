import { readOpenVex } from './openvex.ts';
import { baseName } from './suppression-file.ts';
import type { SuppressionList } from './suppression.ts';
import { readTrivyIgnore } from './trivyignore.ts';

/** Throws a FaultError where nothing of the file can be used. */
export async function readSuppressions(text: string, fileName: string): Promise<SuppressionList> {
  const name = baseName(fileName);
  if (name.endsWith('.json')) return readOpenVex(text, fileName);
  if (!/\.ya?ml$/.test(name)) return readTrivyIgnore(text, fileName);
  // The YAML parser weighs more than all of this.
  const { readTrivyIgnoreYaml } = await import('./trivyignore-yaml.ts');
  return readTrivyIgnoreYaml(text, fileName);
}
