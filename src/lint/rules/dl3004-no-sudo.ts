import { commandsOf } from '../commands.ts';
import { instructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

export const noSudo: Rule = {
  id: 'DL3004',
  source: 'hadolint',
  severity: 'error',
  summary: 'RUN uses sudo',
  help: 'Builds run as root unless USER says otherwise, and sudo handles terminals and signals in ways that surprise there. Switch users with USER, or with gosu in scripts.',
  examples: {
    bad: ['RUN sudo make install', 'RUN make && sudo make install'],
    good: ['USER root\nRUN make install', 'RUN apt-get install -y sudo=1.9'],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const sudo = commandsOf(dockerfile, run).find((command) => command.invoked === 'sudo');
      if (sudo) report(run, { at: sudo.nameSpan ?? sudo });
    }
  },
};
