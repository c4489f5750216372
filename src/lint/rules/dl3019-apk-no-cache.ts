import { apkAdd } from '../apk.ts';
import { mendAll, optionBehind } from '../command-fix.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import { instructionsOf } from '../instructions.ts';
import { isScratch } from '../mounts.ts';
import { hasOption, operandNamed } from '../options.ts';
import type { Rule } from '../rule.ts';

export const apkNoCache: Rule = {
  id: 'DL3019',
  source: 'hadolint',
  severity: 'info',
  summary: 'apk add without --no-cache',
  help: 'The package index may be left in /var/cache/apk. With --no-cache it is read for this command only, and no apk update is needed.',
  fixes: 'safe',
  noFix: 'Only where the command is written out; an option cannot be added to what a variable holds.',
  examples: {
    bad: ['RUN apk add curl=8.5.0-r0', 'RUN apk --update add curl=8.5.0-r0'],
    good: [
      'RUN apk add --no-cache curl=8.5.0-r0',
      'RUN --mount=type=cache,target=/var/cache/apk apk add curl=8.5.0-r0',
    ],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      if (isScratch(run, '/var/cache/apk') || isScratch(run, '/etc/apk/cache')) continue;
      const keeping = expandedCommandsOf(dockerfile, run).filter((command) => {
        const add = apkAdd(command);
        return add && !hasOption(add, '--no-cache');
      });
      const fix = mendAll('Add --no-cache', run, keeping, (command) => {
        const add = apkAdd(command);
        return add && optionBehind(run, operandNamed(add, 'add'), '--no-cache');
      });
      if (keeping[0]) report(run, { at: keeping[0], fix });
    }
  },
};
