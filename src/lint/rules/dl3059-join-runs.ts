import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { commandsOf, scriptOf } from '../commands.ts';
import { joinFix } from '../join-fix.ts';
import { canonicalFlags } from '../mounts.ts';
import type { Rule } from '../rule.ts';
import { shellByInstruction } from '../run-shell.ts';

/** The shells that know `&&`. */
const isPosixShell = (shell: readonly string[] | null): boolean =>
  /(?:^|\/)(?:a|ba|da|k|z)?sh$/.test(shell?.[0] ?? 'sh');

/** Tests and names that only a variable tells do not count, as hadolint counts. */
function isSingle(dockerfile: Dockerfile, run: Instruction): boolean {
  // A here-document for another interpreter cannot be joined.
  if (run.heredocs.length > 0 && !scriptOf(dockerfile, run)) return false;
  const named = commandsOf(dockerfile, run).filter(
    ({ invoked }) => invoked !== '' && invoked !== '[' && !/[$`]/.test(invoked),
  );
  return named.length < 2;
}

export const joinRuns: Rule = {
  id: 'DL3059',
  source: 'hadolint',
  severity: 'info',
  summary: 'This RUN follows another one',
  help: 'Each RUN makes a layer, and what one leaves the next cannot take away. Join short ones with && where they belong together.',
  fixes: 'safe',
  noFix:
    'Only where no comment is near, both are plain programs, and the first leaves nothing behind in its shell, such as a folder or a variable.',
  examples: {
    bad: ['RUN make\nRUN make install'],
    good: ['RUN make && make install', 'RUN make\nCOPY . /srv\nRUN make install', 'RUN a && b\nRUN c'],
  },
  check(dockerfile, report) {
    const shells = shellByInstruction(dockerfile);
    let before: Instruction | null = null;
    for (const instruction of dockerfile.instructions) {
      const follows = instruction.keyword === 'RUN' && before?.keyword === 'RUN' ? before : null;
      before = instruction;
      if (!follows || canonicalFlags(follows) !== canonicalFlags(instruction)) continue;
      if (!isSingle(dockerfile, follows) || !isSingle(dockerfile, instruction)) continue;
      const isPosix = isPosixShell(shells.get(instruction) ?? null);
      const fix = isPosix ? joinFix(dockerfile, follows, instruction) : null;
      report(instruction, { at: instruction.keywordSpan, fix });
    }
  },
};
