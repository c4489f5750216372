import { readOpenVex } from './openvex.ts';
import type { SuppressionList } from './suppression.ts';
import { readTrivyIgnore } from './trivyignore.ts';

/** By name, whatever folder it lies in. */
const baseName = (fileName: string): string => (fileName.split(/[/\\]/).at(-1) ?? '').toLowerCase();

/** Whether a file is read as one of these by its name, and for JSON by how it begins. */
export function isSuppressionFile(fileName: string, head: string): boolean {
  const name = baseName(fileName);
  return (
    /^\.?trivyignore(?:\.ya?ml)?$/.test(name) || (/\.json$/.test(name) && /"https:\/\/openvex\.dev\/ns/.test(head))
  );
}

/** Throws a FaultError where nothing of the file can be used. */
export async function readSuppressions(text: string, fileName: string): Promise<SuppressionList> {
  const name = baseName(fileName);
  if (name.endsWith('.json')) return readOpenVex(text, fileName);
  if (!/\.ya?ml$/.test(name)) return readTrivyIgnore(text, fileName);
  // The YAML parser weighs more than all of this.
  const { readTrivyIgnoreYaml } = await import('./trivyignore-yaml.ts');
  return readTrivyIgnoreYaml(text, fileName);
}
