import { answersYes, asks, type DnfProgram } from '../dnf.ts';
import { reportFirstCommand } from '../first-command.ts';
import type { Rule } from '../rule.ts';

const programs: readonly DnfProgram[] = ['dnf', 'microdnf'];

export const dnfYes: Rule = {
  id: 'DL3038',
  source: 'hadolint',
  severity: 'warning',
  summary: 'dnf install asks before it goes on',
  help: 'The question gets no answer in a build, and nothing is installed. Add -y, for microdnf too.',
  fixes: 'safe',
  noFix: 'Only where the command is written out; an option cannot be added to what a variable holds.',
  examples: {
    bad: ['RUN dnf install httpd-2.4.62 && dnf clean all', 'RUN microdnf install httpd-2.4.62 && microdnf clean all'],
    good: ['RUN dnf install -y httpd-2.4.62 && dnf clean all'],
  },
  check(dockerfile, report) {
    reportFirstCommand(dockerfile, report, (command) => asks(command, programs), answersYes(programs));
  },
};
