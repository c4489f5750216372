import { aptInstall, installWord, skipsRecommends } from '../apt-get.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import { insertAt } from '../fix.ts';
import { instructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

export const noInstallRecommends: Rule = {
  id: 'DL3015',
  source: 'hadolint',
  severity: 'info',
  summary: 'apt-get install also takes recommended packages',
  help: 'Recommended packages are rarely needed in an image and can outweigh what was asked for. Add --no-install-recommends and name what is missing.',
  examples: {
    bad: ['RUN apt-get install -y curl=7.88.*'],
    good: [
      'RUN apt-get install -y --no-install-recommends curl=7.88.*',
      'RUN apt-get -o APT::Install-Recommends=false install -y a=1',
    ],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      for (const command of expandedCommandsOf(dockerfile, run)) {
        const install = aptInstall(command);
        if (!install || skipsRecommends(install)) continue;
        const word = installWord(install);
        const edits = word ? [insertAt(word.end, ' --no-install-recommends')] : [];
        report(run, { at: command, fix: word && { title: 'Add --no-install-recommends', edits } });
        break;
      }
    }
  },
};
