import { aptInstall, installWord, skipsRecommends } from '../apt-get.ts';
import { optionBehind } from '../command-fix.ts';
import { reportFirstCommand } from '../first-command.ts';
import type { Rule } from '../rule.ts';

export const noInstallRecommends: Rule = {
  id: 'DL3015',
  source: 'hadolint',
  severity: 'info',
  summary: 'apt-get install also takes recommended packages',
  help: 'Recommended packages are rarely needed in an image and can outweigh what was asked for. Add --no-install-recommends and name what is missing.',
  fixes: 'reviewed',
  noFix: 'Only where the command is written out; an option cannot be added to what a variable holds.',
  examples: {
    bad: ['RUN apt-get install -y curl=7.88.*'],
    good: [
      'RUN apt-get install -y --no-install-recommends curl=7.88.*',
      'RUN apt-get -o APT::Install-Recommends=false install -y a=1',
    ],
  },
  check(dockerfile, report) {
    const skipped = '--no-install-recommends';
    reportFirstCommand(
      dockerfile,
      report,
      (command) => {
        const install = aptInstall(command);
        return install !== null && !skipsRecommends(install);
      },
      {
        title: `Add ${skipped}`,
        mend(command, run) {
          const install = aptInstall(command);
          return install && optionBehind(run, installWord(install), skipped);
        },
      },
    );
  },
};
