// .dockerignore as BuildKit reads it: the last pattern that matches a path or one of its parents decides.
// https://docs.docker.com/build/concepts/context/#dockerignore-files
import type { IgnoredNodes } from './build-context.ts';
import type { ContextTree } from './context-tree.ts';
import { partsOf, readIgnoreLines } from './ignore-lines.ts';
import { ignoredNodes, IgnoreMatcher, readPatterns } from './ignore-matcher.ts';
import { ignoredWithMore } from './more-patterns.ts';

/** The patterns, cleaned; comments, empty lines and what the builder refuses left out. An exception keeps its `!`. */
export function parseDockerignore(text: string): string[] {
  return readIgnoreLines(text)
    .filter(({ problem, pattern }) => problem === null && pattern !== '.' && pattern !== '/')
    .map(({ handedOn }) => handedOn);
}

const known = new Map<string, IgnoreMatcher>();
const mostKnown = 200;

function matcherOf(patterns: readonly string[]): IgnoreMatcher {
  const key = patterns.join('\n');
  const matcher = known.get(key) ?? new IgnoreMatcher(readPatterns(patterns));
  if (known.size >= mostKnown) known.clear();
  known.set(key, matcher);
  return matcher;
}

/** True where the builder leaves out `path` (relative to the context). */
export const isIgnored = (patterns: readonly string[], path: string): boolean => matcherOf(patterns).isIgnored(path);

/**
 * As a pattern, what a glob of ours is: what BuildKit takes for Go's regular expressions, outside of brackets, means
 * itself.
 */
function plainGlob(glob: string): string {
  let pattern = '';
  let inBrackets = false;
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at] as string;
    if (character === '\\') {
      const escaped = glob[++at] ?? '';
      pattern += /^[0-9A-Za-z\x80-\uffff]$/.test(escaped) ? escaped : `\\${escaped}`;
      continue;
    }
    if (character === '[') inBrackets = true;
    if (character === ']') inBrackets = false;
    pattern += !inBrackets && '{|}^'.includes(character) ? `\\${character}` : character;
  }
  return pattern;
}

function matcherOfGlob(glob: string): IgnoreMatcher {
  const [read] = readPatterns([plainGlob(partsOf(glob).join('/'))]);
  if (!read) return new IgnoreMatcher([]);
  // A `!` is one, as there are no exceptions.
  const pattern = read.isException ? `!${read.pattern}` : read.pattern;
  return new IgnoreMatcher([{ ...read, isException: false, pattern }]);
}

/** Whether one pattern, no exception, is about a path: it matches the path, or a folder that it lies in. */
export function globOf(pattern: string): (path: string) => boolean {
  // Of thousands of globs few are ever asked.
  let matcher: IgnoreMatcher | null = null;
  return (path) => (matcher ??= matcherOfGlob(pattern)).isIgnored(path);
}

/** By node of a tree, what an ignore file leaves out. */
export const ignoredByFile = (tree: ContextTree, text: string): IgnoredNodes =>
  ignoredNodes(tree, parseDockerignore(text));

/** The same where it is known of another file, which this one may only go on from: then its own lines alone are looked at. */
export function ignoredByLonger(
  tree: ContextTree,
  text: string,
  known: { readonly text: string; readonly ignored: IgnoredNodes },
): IgnoredNodes {
  const [patterns, before] = [parseDockerignore(text), parseDockerignore(known.text)];
  const isLonger = before.every((pattern, at) => pattern === patterns[at]);
  const more = isLonger ? ignoredWithMore(tree, known.ignored, { before, more: patterns.slice(before.length) }) : null;
  return more ?? ignoredNodes(tree, patterns);
}
