import { isGlob, pathsByGlob } from './find-by-glob.ts';
import type { Tracing } from './tracing.ts';

const limits = { paths: 5000, length: 512 } as const;

/** A path that begins at the root, as it stands in a configuration or a script: also behind `=`, `:` or a quote. */
const absolutePath = /(?<![\w.\-/}*])\/[\w.+@%*?[\]/-]{2,512}/g;

/** The absolute paths that stand in a text, each once; patterns among them, but none that go on with a variable. */
export function pathsIn(text: string): string[] {
  const found = new Set<string>();
  for (const { 0: match, index } of text.matchAll(absolutePath)) {
    if (found.size >= limits.paths) break;
    if (match.length <= limits.length && text[index + match.length] !== '$')
      found.add(match.replace(/[.?\]/]{1,8}$/, ''));
  }
  return [...found].filter((path) => path.length > 2);
}

/** What stands at a path or pattern may be read. */
export function mayReadPath(path: string, why: string, tracing: Tracing): void {
  for (const one of isGlob(path) ? pathsByGlob(path, tracing) : [path]) tracing.mayNeed(one, why);
}
