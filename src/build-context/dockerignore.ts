// .dockerignore as BuildKit reads it (moby/patternmatcher, ignorefile): Go's filepath.Match per part, `**` for any
// number of directories, `!` for exceptions; the last pattern that matches a path or one of its parents decides.
// https://docs.docker.com/build/concepts/context/#dockerignore-files

/** As Go's filepath.Clean: no empty parts, no `.`, `..` resolved where it can be. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** The patterns, cleaned; comments and empty lines left out. An exception keeps its `!`. */
export function parseDockerignore(text: string): string[] {
  const patterns: string[] = [];
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  for (const line of bare.split('\n')) {
    if (line.startsWith('#')) continue;
    const pattern = line.trim();
    if (pattern === '') continue;
    const isException = pattern.startsWith('!');
    const path = (isException ? pattern.slice(1) : pattern).trim();
    const cleaned = cleanPath(path);
    if (path === '' || cleaned === '') continue;
    patterns.push(isException ? `!${cleaned}` : cleaned);
  }
  return patterns;
}

/** Reads `[a-c]`, `[^x]` at `at`; null where it is not closed. */
function readClass(pattern: string, at: number, character: string): { matches: boolean; next: number } | null {
  let from = at + 1;
  const isNegated = pattern[from] === '^';
  if (isNegated) from++;
  let matches = false;
  for (let first = true; ; first = false) {
    if (pattern[from] === undefined) return null;
    if (pattern[from] === ']' && !first) break;
    if (pattern[from] === '\\') from++;
    const low = pattern[from++] ?? '';
    let high = low;
    if (pattern[from] === '-' && pattern[from + 1] !== undefined && pattern[from + 1] !== ']') {
      if (pattern[++from] === '\\') from++;
      high = pattern[from++] ?? '';
    }
    if (low <= character && character <= high) matches = true;
  }
  return { matches: matches !== isNegated, next: from + 1 };
}

/** Position behind one pattern item that matches `character`, or -1. */
function matchOne(pattern: string, at: number, character: string): number {
  const item = pattern[at];
  if (item === '?') return at + 1;
  if (item === '[') {
    const read = readClass(pattern, at, character);
    return read?.matches ? read.next : -1;
  }
  const escaped = item === '\\' && at + 1 < pattern.length;
  const literal = escaped ? pattern[at + 1] : item;
  return literal === character ? at + (escaped ? 2 : 1) : -1;
}

/** One part of a path against one part of a pattern; the usual two pointers, going back to the last `*` only. */
function matchPart(pattern: string, part: string): boolean {
  const characters = [...part];
  let [at, from] = [0, 0];
  let [star, starFrom] = [-1, 0];
  while (from < characters.length) {
    if (pattern[at] === '*') {
      [star, starFrom] = [at++, from];
      continue;
    }
    const next = at < pattern.length ? matchOne(pattern, at, characters[from] ?? '') : -1;
    if (next >= 0) {
      at = next;
      from++;
    } else if (star < 0) return false;
    else {
      at = star + 1;
      from = ++starFrom;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** The same two pointers over parts; `**` takes any number of them, at the end at least one. */
function matchPath(pattern: readonly string[], parts: readonly string[]): boolean {
  let [at, from] = [0, 0];
  let [star, starFrom] = [-1, 0];
  while (from < parts.length) {
    if (pattern[at] === '**') {
      [star, starFrom] = [at++, from];
      continue;
    }
    if (at < pattern.length && matchPart(pattern[at] ?? '', parts[from] ?? '')) {
      at++;
      from++;
    } else if (star < 0) return false;
    else {
      at = star + 1;
      from = ++starFrom;
    }
  }
  return at === pattern.length;
}

function matchesHere(pattern: readonly string[], parts: readonly string[]): boolean {
  for (let length = 1; length <= parts.length; length++) if (matchPath(pattern, parts.slice(0, length))) return true;
  return false;
}

/** True where the builder leaves out `path` (relative to the context). */
export function isIgnored(patterns: readonly string[], path: string): boolean {
  const parts = cleanPath(path).split('/');
  let ignored = false;
  for (const pattern of patterns) {
    const isException = pattern.startsWith('!');
    if (isException !== ignored) continue;
    if (matchesHere((isException ? pattern.slice(1) : pattern).split('/'), parts)) ignored = !isException;
  }
  return ignored;
}

/** Whether one pattern, no exception, is about a path: it matches the path, or a folder that it lies in. */
export function globOf(pattern: string): (path: string) => boolean {
  const itself = cleanPath(pattern).split('/');
  const below = [...itself, '**'];
  return (path) => {
    const parts = cleanPath(path).split('/');
    return matchPath(itself, parts) || matchPath(below, parts);
  };
}
