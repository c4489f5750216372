import { answersYes, asks } from '../dnf.ts';
import { reportFirstCommand } from '../first-command.ts';
import type { Rule } from '../rule.ts';

export const yumYes: Rule = {
  id: 'DL3030',
  source: 'hadolint',
  severity: 'warning',
  summary: 'yum install asks before it goes on',
  help: 'During a build nobody answers, and yum takes that as a no. Add -y.',
  fixes: 'safe',
  noFix: 'Only where the command is written out; an option cannot be added to what a variable holds.',
  examples: {
    bad: ['RUN yum install httpd-2.4.6 && yum clean all', 'RUN yum groupinstall "Development Tools"'],
    good: ['RUN yum install -y httpd-2.4.6 && yum clean all'],
  },
  check(dockerfile, report) {
    reportFirstCommand(dockerfile, report, (command) => asks(command, ['yum']), answersYes(['yum']));
  },
};
