import { reportFirstCommand } from '../first-command.ts';
import type { Rule } from '../rule.ts';
import { isZypper } from '../zypper.ts';

export const zypperDistUpgrade: Rule = {
  id: 'DL3035',
  source: 'hadolint',
  severity: 'warning',
  summary: 'zypper dist-upgrade replaces the whole distribution',
  help: 'The image then differs from its base in ways that the Dockerfile does not tell, and holds both in its layers. Take a newer base image.',
  noFix: 'Which packages were meant to become newer is for you to know; a newer base image often does it.',
  examples: {
    bad: ['RUN zypper -n dist-upgrade', 'RUN zypper -n dup && zypper clean'],
    good: ['RUN zypper -n patch && zypper clean'],
  },
  check(dockerfile, report) {
    reportFirstCommand(dockerfile, report, (command) => isZypper(command, 'dist-upgrade', 'dup'));
  },
};
