// `exports` and `imports` of a package.json (nodejs.org, "Modules: Packages").
import { asArray, asObject } from '../../image/json.ts';

/** Conditions in conditions. */
const mostLevels = 16;
const mostTargets = 8;

/** In one object the first key that applies decides. */
type Conditions = ReadonlySet<string>;

/** Which versions of Node know `module-sync` is not to be told: both ways are gone. */
export const conditionsOf = (isImport: boolean, more: readonly string[] = []): readonly Conditions[] => {
  const common = [isImport ? 'import' : 'require', 'node', 'node-addons', 'default', ...more];
  return [new Set(common), new Set([...common, 'module-sync'])];
};

/** The paths that a value names, `star` in place of each `*`; null where it forbids the name, undefined where nothing applies. */
function targetOf(value: unknown, star: string, conditions: Conditions, level = 0): string | null | undefined {
  if (typeof value === 'string') return value.replaceAll('*', () => star);
  if (value === null) return null;
  if (level >= mostLevels) return undefined;
  if (Array.isArray(value)) {
    const targets = asArray(value).slice(0, mostTargets);
    return targets.map((one) => targetOf(one, star, conditions, level + 1)).find((one) => one != null);
  }
  for (const [condition, inner] of Object.entries(asObject(value))) {
    const target = conditions.has(condition) ? targetOf(inner, star, conditions, level + 1) : undefined;
    if (target !== undefined) return target;
  }
  return undefined;
}

/** The key with a `*` that a name fits, and what stands for it: the longest beginning counts. */
function patternFor(name: string, keys: readonly string[]): { key: string; star: string } | null {
  let best: { key: string; star: string } | null = null;
  for (const key of keys) {
    const at = key.indexOf('*');
    // A folder's key, which Node took up to version 16, ends with a slash.
    const [before, behind] = at >= 0 ? [key.slice(0, at), key.slice(at + 1)] : [key, ''];
    if ((at < 0 && !key.endsWith('/')) || name.length < key.length || name === before) continue;
    if (!name.startsWith(before) || !name.endsWith(behind) || (best && best.key.length >= key.length)) continue;
    best = { key, star: name.slice(before.length, name.length - behind.length) };
  }
  return best;
}

function targetIn(map: unknown, name: string, conditions: Conditions): string | null {
  const object = asObject(map);
  if (Object.hasOwn(object, name)) return targetOf(object[name], '', conditions) ?? null;
  const found = patternFor(name, Object.keys(object));
  if (!found) return null;
  const target = targetOf(object[found.key], found.star, conditions);
  return found.key.endsWith('/') && target != null ? `${target}${found.star}` : (target ?? null);
}

/** Where `exports` leads a name: `.` for the package itself, `./x` for what lies in it. */
export function exportedTarget(exports: unknown, name: string, conditions: Conditions): string | null {
  const isMap = Object.keys(asObject(exports)).some((key) => key.startsWith('.'));
  return targetIn(isMap ? exports : { '.': exports }, name, conditions);
}

/** Where `imports` leads `#x`: a path in the package, or the name of another one. */
export const importedTarget = (imports: unknown, name: string, conditions: Conditions): string | null =>
  targetIn(imports, name, conditions);
