import { commandsOf } from '../commands.ts';
import { instructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

export const aptGetOverApt: Rule = {
  id: 'DL3027',
  source: 'hadolint',
  severity: 'warning',
  summary: 'RUN uses apt',
  help: 'The command apt is made for people at a terminal, and its options and output may change. Scripts use apt-get and apt-cache.',
  examples: {
    bad: ['RUN apt install -y curl', 'RUN make && apt list'],
    good: ['RUN apt-get install -y --no-install-recommends curl=7.88.*', 'RUN rm -r /etc/apt'],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const apt = commandsOf(dockerfile, run).find((command) => command.invoked === 'apt');
      if (apt) report(run, { at: apt.nameSpan ?? apt });
    }
  },
};
