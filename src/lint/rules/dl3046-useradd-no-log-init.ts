import type { ShellCommand } from '../../dockerfile/shell.ts';
import { mendAll, optionBehindName } from '../command-fix.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import { instructionsOf } from '../instructions.ts';
import { hasOption, parseArguments, type OptionSyntax } from '../options.ts';
import type { Rule } from '../rule.ts';

// useradd(8)
const syntax: OptionSyntax = {
  long: new Set([
    '--base-dir', '--comment', '--expiredate', '--gid', '--groups', '--home', '--home-dir', '--inactive', '--key',
    '--password', '--prefix', '--root', '--selinux-range', '--selinux-user', '--shell', '--skel', '--uid',
  ]), // prettier-ignore
  short: 'bcdefgGkKpPRsuZ',
};

/** lastlog and faillog hold a place for every UID below: a sparse file, which the layer stores in full. */
function fillsLog(command: ShellCommand): boolean {
  if (command.invoked !== 'useradd') return false;
  const given = parseArguments(command.args, syntax);
  const uid = given.options.findLast(({ name }) => name === '-u' || name === '--uid')?.value ?? '';
  return /^\d+$/.test(uid) && Number(uid) > 99_999 && !hasOption(given, '-l', '--no-log-init');
}

export const useraddNoLogInit: Rule = {
  id: 'DL3046',
  source: 'hadolint',
  severity: 'warning',
  summary: 'useradd with a high UID and without --no-log-init',
  help: 'The login logs get a place for every UID up to that one, and the layer stores the empty places too: up to gigabytes. Add --no-log-init, or take a lower UID.',
  fixes: 'safe',
  noFix: 'Only where the command is written out; an option cannot be added to what a variable holds.',
  examples: {
    bad: ['RUN useradd -u 123456 app', 'RUN useradd --uid=123456 app'],
    good: ['RUN useradd --no-log-init -u 123456 app', 'RUN useradd -u 10001 app'],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const filling = expandedCommandsOf(dockerfile, run).filter(fillsLog);
      const fix = mendAll('Add --no-log-init', run, filling, ({ nameSpan }) =>
        optionBehindName(run, nameSpan, '--no-log-init'),
      );
      if (filling[0]) report(run, { at: filling[0], fix });
    }
  },
};
