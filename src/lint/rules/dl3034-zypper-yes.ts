import { optionBehindName } from '../command-fix.ts';
import { reportFirstCommand } from '../first-command.ts';
import { hasOption } from '../options.ts';
import type { Rule } from '../rule.ts';
import { zypperCall } from '../zypper.ts';

const asking = ['install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch'];

export const zypperYes: Rule = {
  id: 'DL3034',
  source: 'hadolint',
  severity: 'warning',
  summary: 'zypper asks before it goes on',
  help: 'There is no terminal to answer at during a build. Write zypper --non-interactive, or add -y to the command.',
  fixes: 'safe',
  noFix: 'Only where the command is written out; an option cannot be added to what a variable holds.',
  examples: {
    bad: ['RUN zypper install httpd=2.4.46 && zypper clean', 'RUN zypper rm vim'],
    good: ['RUN zypper -n install httpd=2.4.46 && zypper clean', 'RUN zypper in -y httpd=2.4.46 && zypper cc'],
  },
  check(dockerfile, report) {
    reportFirstCommand(
      dockerfile,
      report,
      (command) => {
        const call = zypperCall(command);
        if (!call || !asking.includes(call.verb)) return false;
        return !hasOption(call, '-n', '--non-interactive', '-y', '--no-confirm');
      },
      {
        title: 'Add --non-interactive',
        mend: ({ nameSpan }, run) => optionBehindName(run, nameSpan, '--non-interactive'),
      },
    );
  },
};
