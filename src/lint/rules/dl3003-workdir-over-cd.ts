import { commandsOf } from '../commands.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

// Unlike hadolint, a cd inside a subshell is left alone: it ends with the subshell, and WORKDIR is no match for it.
export const workdirOverCd: Rule = {
  id: 'DL3003',
  source: 'hadolint',
  severity: 'warning',
  summary: 'RUN changes the folder with cd',
  help: 'The change ends with this RUN, which readers tend to miss. Set the folder with WORKDIR, or put the commands into a subshell.',
  noFix: 'A WORKDIR holds for all that follows, so what stands below would run in another folder.',
  examples: {
    bad: ['RUN cd /src && make', 'RUN make; cd ..; ls'],
    good: ['WORKDIR /src\nRUN make', 'RUN (cd /src && make)', 'RUN dir=$(cd /src && pwd)'],
  },
  check(dockerfile, report) {
    for (const run of directInstructionsOf(dockerfile, 'RUN')) {
      const cd = commandsOf(dockerfile, run).find((command) => command.invoked === 'cd' && !command.subshell);
      if (cd) report(run, { at: cd });
    }
  },
};
