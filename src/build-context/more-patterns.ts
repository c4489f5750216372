// Patterns behind others whose result is known. As long as there is no exception among them, they leave out more, and nothing
// that was left out comes back: only what is sent is compared with them, and they alone.
import { startOf } from '../bytes/string-column.ts';
import type { IgnoredNodes } from './build-context.ts';
import { ContextKind, type ContextTree } from './context-tree.ts';
import { parseIgnorePatterns } from './ignore-expression.ts';
import type { IgnorePattern } from './ignore-lines.ts';
import { readPatterns } from './ignore-matcher.ts';
import { PathAutomaton, type PathState } from './path-automaton.ts';

const isWhole = ({ problem }: IgnorePattern): boolean => problem === null;

/** `ignored`: by node, what the patterns before leave out. Null where the result does not follow from it. */
export function ignoredWithMore(
  tree: ContextTree,
  ignored: IgnoredNodes,
  patterns: { readonly before: readonly string[]; readonly more: readonly string[] },
): IgnoredNodes | null {
  const [before, more] = [readPatterns(patterns.before).filter(isWhole), readPatterns(patterns.more).filter(isWhole)];
  const expressions = parseIgnorePatterns([...before, ...more].map(({ pattern }) => pattern));
  const isCut = expressions.length < before.length + more.length;
  if (isCut || more.some(({ isException }) => isException)) return null;
  const automaton = new PathAutomaton(
    expressions.slice(before.length),
    more.map(() => false),
  );
  const bringsBack = before.some(({ isException }) => isException);
  return leaveOut(tree, ignored.slice(), { automaton, bringsBack });
}

/** `bringsBack`: in what the patterns before leave out, something may be sent. */
function leaveOut(
  { names, parents, kinds }: ContextTree,
  ignored: IgnoredNodes,
  { automaton, bringsBack }: { automaton: PathAutomaton; bringsBack: boolean },
): IgnoredNodes {
  /** By directory, how far its path is for the patterns; null where all in it is left out. */
  const inside = new Array<PathState | null>(parents.length);
  inside[0] = automaton.start;
  for (let node = 1; node < parents.length; node++) {
    const above = inside[parents[node] as number] as PathState | null;
    if (above === null) {
      ignored[node] = 1;
      inside[node] = null;
      continue;
    }
    const wasLeftOut = ignored[node] === 1;
    if (wasLeftOut && kinds[node] === ContextKind.file) continue;
    const state = automaton.followBytes(above, names.bytes, startOf(names, node), names.ends[node] as number);
    // What is left out already is not compared, as in `PathAutomaton.decide`: what is brought back in it is sent.
    const isLeftOut = !wasLeftOut && automaton.decide(state) >= 0;
    if (isLeftOut) ignored[node] = 1;
    if (kinds[node] === ContextKind.file) continue;
    inside[node] = isLeftOut || (wasLeftOut && !bringsBack) ? null : automaton.follow(state, '/');
  }
  return ignored;
}
