// What a builder refuses of a .dockerignore. It stops at the first of them; here the other lines are still applied.
import { formatCount } from '../bytes/units.ts';
import type { IgnoreProblem } from './context-audit.ts';
import type { ContextTree } from './context-tree.ts';
import { mostTokens, parseIgnorePattern, parseIgnorePatterns } from './ignore-expression.ts';
import { lineTooLong, readIgnoreLines, type IgnoreLine } from './ignore-lines.ts';
import { IgnoreMatcher } from './ignore-matcher.ts';

/** The builder's word for an expression that Go does not take: it comes up once a path is compared with it. */
const matchError = 'failed to match excludepatterns: syntax error in pattern';
const longestPattern = 200;
/** A limit of ours, not the builder's. */
const tooLong = `Lines from here on are not applied here: the patterns are more than ${formatCount(mostTokens)} characters long.`;

function toProblem({ line, written }: IgnoreLine, message: string): IgnoreProblem {
  return { line, pattern: written.length > longestPattern ? `${written.slice(0, longestPattern)}…` : written, message };
}

const isUnfit = ({ problem, pattern }: IgnoreLine): boolean => problem === null && parseIgnorePattern(pattern) === null;

/**
 * Every line that the builder refuses. With most of them the build fails whatever is in the folder; `refusalOf` tells
 * whether it does in this one.
 */
export function ignoreProblems(text: string): IgnoreProblem[] {
  const lines = readIgnoreLines(text);
  const whole = lines.filter(({ problem }) => problem === null);
  const expressions = parseIgnorePatterns(whole.map(({ pattern }) => pattern));
  const unfit = new Set(whole.filter((_, at) => expressions[at] === null));
  const beyond = whole[expressions.length];
  return lines.flatMap((line) => {
    const message = line.problem ?? (unfit.has(line) ? matchError : line === beyond ? tooLong : null);
    return message === null ? [] : [toProblem(line, message)];
  });
}

/** The line by which the build of a folder fails; null where it does not. */
export function refusalOf(tree: ContextTree, text: string): IgnoreProblem | null {
  const lines = readIgnoreLines(text);
  // The file is read as a whole before any pattern is looked at.
  const refused = lines.find(({ problem }) => problem === lineTooLong) ?? lines.find(({ problem }) => problem !== null);
  if (refused) return toProblem(refused, refused.problem ?? '');
  const unfit = lines.filter(isUnfit);
  if (unfit.length === 0) return null;
  const walked = new IgnoreMatcher(lines).walk(tree);
  const reached = unfit.find((line) => isReached(line, lines, tree, walked));
  return reached ? toProblem(reached, matchError) : null;
}

/** Whether some path is compared with a pattern: only where that would change what those before it have decided. */
function isReached(line: IgnoreLine, lines: readonly IgnoreLine[], tree: ContextTree, walked: Uint8Array): boolean {
  const before = new IgnoreMatcher(lines.slice(0, lines.indexOf(line))).walk(tree);
  return before.some((state, node) => node > 0 && walked[node] !== 2 && state > 0 === line.isException);
}
