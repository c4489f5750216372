import { aptInstall, confirms, installWord } from '../apt-get.ts';
import { optionBehind } from '../command-fix.ts';
import { reportFirstCommand } from '../first-command.ts';
import type { Rule } from '../rule.ts';

export const aptGetYes: Rule = {
  id: 'DL3014',
  source: 'hadolint',
  severity: 'warning',
  summary: 'apt-get install asks before it goes on',
  help: 'Nobody can answer during a build, so the question ends it. Add -y, or --yes in a script.',
  fixes: 'safe',
  noFix: 'Only where the command is written out; an option cannot be added to what a variable holds.',
  examples: {
    bad: ['RUN apt-get install --no-install-recommends curl=7.88.*'],
    good: ['RUN apt-get install -y curl=7.88.*', 'ARG APT_FLAGS="-y -q"\nRUN apt-get $APT_FLAGS install curl=7.88.*'],
  },
  check(dockerfile, report) {
    reportFirstCommand(
      dockerfile,
      report,
      (command) => {
        const install = aptInstall(command);
        return install !== null && !confirms(install);
      },
      {
        title: 'Add -y',
        mend(command, run) {
          const install = aptInstall(command);
          return install && optionBehind(run, installWord(install), '-y');
        },
      },
    );
  },
};
