import { connector } from '../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { chainOf, type Chain } from '../dockerfile/shell-chain.ts';
import { commentsIn } from './comments-in.ts';
import { replaceBy, type Fix } from './fix.ts';
import { isWindowsImage } from './windows-image.ts';

/** Behind these the shell is another one than at its start, or runs no more. */
const leaveTraces: ReadonlySet<string> = new Set([
  '', '.', 'alias', 'builtin', 'cd', 'command', 'declare', 'enable', 'eval', 'exec', 'exit', 'export', 'hash', 'let',
  'local', 'popd', 'printf', 'pushd', 'read', 'readonly', 'return', 'set', 'shift', 'shopt', 'source', 'trap',
  'typeset', 'ulimit', 'umask', 'unalias', 'unset',
]); // prettier-ignore

/** Every link is one program: no function, no loop, nothing in the background, no `${A:=b}`. */
const leavesNone = ({ parts }: Chain): boolean =>
  parts.every(({ simple }) => simple !== null && !leaveTraces.has(simple.invoked) && !simple.invoked.includes('$'));

const assigns = /\$\{\w+:?=|\$\(\(/;

/** Makes one RUN of two that follow each other; null where the second could tell the difference. */
export function joinFix(dockerfile: Dockerfile, first: Instruction, second: Instruction): Fix | null {
  const stage = dockerfile.stages[second.stage];
  if (!stage || first.stage !== second.stage || isWindowsImage(dockerfile, stage)) return null;
  const [before, after] = [chainOf(dockerfile, first), chainOf(dockerfile, second)];
  if (!before?.isPlain || !before.canAppend || !after?.isPlain) return null;
  const seam = { start: first.end, end: second.args.start };
  if (before.parts.at(-1)?.end !== seam.start || after.parts[0]?.start !== seam.end) return null;
  if (!leavesNone(before) || assigns.test(dockerfile.text.slice(first.start, first.end))) return null;
  // What is said of one of them would be said of both.
  const above = dockerfile.lines.start(Math.max(1, first.line - 1));
  if (commentsIn(dockerfile, { start: above, end: seam.end }).length > 0) return null;
  return { title: 'Join with the RUN above', edits: [replaceBy(seam, connector(dockerfile))] };
}
