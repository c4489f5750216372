// What a pattern of .dockerignore means to BuildKit (moby/patternmatcher): text without wildcards is compared as it is, also
// before or behind `**`; anything else becomes an expression of Go's. Only `.+()$` are taken for themselves in it, so that
// `|`, `{2}`, `^` and letters behind a backslash mean what they mean there, `[^a]` takes a slash, and `**` no line end.
import { anyCharacter, oneCharacter } from './character-set.ts';
import { parseGoRegexp, type PathToken } from './go-regexp.ts';

/** Each alternative is about a whole path. */
export type PathExpression = readonly (readonly PathToken[])[];

const byteOrderMark = '\ufeff';
const pieces = /\*\*\/?|\\?[^]/gu;

/** The expression of Go's that BuildKit makes of a pattern; null where it makes none. */
function toGoRegexp(pattern: string): string | null {
  const text = pattern.startsWith(byteOrderMark) ? pattern.slice(1) : pattern;
  let expression = '^';
  let isPlain = true;
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (piece.startsWith('**')) {
      const isLast = index + piece.length === text.length;
      // Stars at one end alone need no expression.
      isPlain &&= index === 0 || isLast;
      expression += isLast ? '.*' : '(.*/)?';
      if (isLast && index > 0 && text.startsWith('**')) isPlain = false;
    } else if (piece === '*' || piece === '?') {
      isPlain = false;
      expression += piece === '*' ? '[^/]*' : '[^/]';
    } else {
      if (/^[[\]\\]/.test(piece)) isPlain = false;
      const isEscaped = '.+()$'.includes(piece);
      // A byte that is no UTF-8 is read as U+FFFD.
      expression += isEscaped ? `\\${piece}` : piece.replace(/[\udc80-\udcff]/u, '\ufffd');
    }
  }
  return isPlain ? null : `${expression}$`;
}

const ascii = Array.from({ length: 128 }, (_, code): PathToken => ({ kind: 'one', set: oneCharacter(code) }));

function charactersOf(text: string): PathToken[] {
  const tokens: PathToken[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    tokens.push(ascii[code] ?? { kind: 'one', set: oneCharacter(code) });
  }
  return tokens;
}

function plainTokens(pattern: string): PathToken[] {
  const anything: PathToken = { kind: 'many', set: anyCharacter };
  // Bytes are cut off where the stars were seen, behind a mark that is not a part of the text.
  if (pattern.startsWith(`${byteOrderMark}**`)) return charactersOf(`\udcbf${pattern.slice(1)}`);
  if (pattern === '**') return [anything];
  if (pattern.startsWith('**/')) return [{ kind: 'directories', set: anyCharacter }, ...charactersOf(pattern.slice(3))];
  if (pattern.startsWith('**')) return [anything, ...charactersOf(pattern.slice(2))];
  if (pattern.endsWith('**')) return [...charactersOf(pattern.slice(0, -2)), anything];
  return charactersOf(pattern);
}

/** Of all patterns of a file, some 100 bytes each; large files in use come to a thousand. */
export const mostTokens = 500_000;

/** Of patterns, as far as they are not too long altogether; null for one that Go does not take. */
export function parseIgnorePatterns(patterns: readonly string[]): (PathExpression | null)[] {
  const expressions: (PathExpression | null)[] = [];
  let left = mostTokens;
  for (const pattern of patterns) {
    const expression = parseIgnorePattern(pattern);
    for (const tokens of expression ?? []) left -= tokens.length;
    if (left < 0) break;
    expressions.push(expression);
  }
  return expressions;
}

/** Null where Go does not take the expression: the build fails as soon as a path is compared with it. */
export function parseIgnorePattern(pattern: string): PathExpression | null {
  const expression = toGoRegexp(pattern);
  return expression === null ? [plainTokens(pattern)] : parseGoRegexp(expression);
}
